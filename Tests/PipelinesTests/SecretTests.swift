import Corpus
import Fixtures
import Foundation
import Pipelines
import Testing

@Suite struct SecretTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: [
    "sk-hunter2", "\"sk-hunter2\"", "[sk-hunter2]", "{ sk-hunter2: }", "{ fromEnv: sk-hunter2 }",
    "{ value: sk-hunter2 }",
    "{ fromEnv: A, sk-hunter2: b }", "{ fromEnv: [sk-hunter2] }", "{ fromFile: ~/sk-hunter2 }", "{}",
    "!!str sk-hunter2",
    "{ fromEnv: \"${sk-hunter2}\" }",
  ])
  func `anything but a reference is refused and not repeated`(value: String) {
    let problems = Sample.problems(
      spec: "embed: { model: { type: openai, url: \"http://h\", model: m, apiKey: \(value) } }")
    #expect(problems.count == 1)
    #expect(problems.allSatisfy { $0.contains("fromEnv") || $0.contains("[badVariable]") })
    #expect(problems.allSatisfy { !$0.contains("hunter2") }, "\(problems)")
  }

  @Test func `a variable in place of a secret is answered with the way to write it`() {
    #expect(
      Sample.problems(spec: "store: { type: postgres, url: \"${DATABASE_URL}\" }", environment: ["DATABASE_URL": "x"])
        == [
          "pipeline.yaml:9:33: spec.store.url must refer to a secret, not hold it [literalSecret] (write { fromEnv: DATABASE_URL })"
        ])
  }

  @Test func `a password in an address is refused and not repeated`() {
    let problems = Sample.problems(
      spec: "embed: { model: { type: openai, url: \"https://me:hunter2@host/v1\", model: m } }")
    #expect(problems.count == 1)
    #expect(problems.allSatisfy { $0.contains("[literalSecret]") && !$0.contains("hunter2") })
  }

  @Test func `a secret prints as stars`() {
    let secret = Secret.environment("NAME")
    #expect("\(secret)" == "***")
    #expect(String(reflecting: secret) == "***")
    var dumped = ""
    dump(secret, to: &dumped)
    #expect(!dumped.contains("NAME"))
  }

  @Test func `a secret is read from the environment`() throws {
    #expect(try Secret.environment("KEY").resolve(environment: ["KEY": "x y"]) == "x y")
    for environment in [[:], ["KEY": ""]] {
      let error = #expect(throws: Failure.self) { try Secret.environment("KEY").resolve(environment: environment) }
      #expect(error?.description == "KEY: the variable that holds a secret is not set (set it)")
      #expect(error?.verdict == .stop(.configuration))
    }
  }

  @Test(arguments: [("x y", "x y"), ("key\n", "key"), ("a\nb\r\n\n", "a\nb"), (" k ", " k ")])
  func `a secret is read from a file without its last line break`(content: String, secret: String) throws {
    let file = try folder.write(content, to: "secret")
    #expect(try Secret.file(file).resolve(environment: [:]) == secret)
  }

  @Test(arguments: [[], [0x0A], [0xFF, 0xFE]] as [[UInt8]])
  func `a file without a secret is refused`(content: [UInt8]) throws {
    let file = try folder.write(content, to: "secret")
    let error = #expect(throws: Failure.self) { try Secret.file(file).resolve(environment: [:]) }
    #expect(error?.code == "secret.unreadable")
  }
}
