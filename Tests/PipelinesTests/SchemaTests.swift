import Foundation
import Pipelines
import Testing

@Suite struct SchemaTests {
  private static let repository = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  @Test(arguments: FileKind.allCases)
  func `the committed descriptions are those the reader has`(kind: FileKind) throws {
    for (ending, expected) in [("json", Schema.json(of: kind)), ("md", Schema.markdown(of: kind))] {
      let file = Self.repository.appending(path: "docs/schema/\(kind.rawValue.lowercased()).v1.\(ending)")
      if ProcessInfo.processInfo.environment["QUERN_UPDATE_SCHEMA"] == "1" {
        try expected.write(to: file, atomically: true, encoding: .utf8)
      }
      let isSame = try String(contentsOf: file, encoding: .utf8) == expected
      #expect(isSame, "\(file.lastPathComponent) is not: run the tests with QUERN_UPDATE_SCHEMA=1")
    }
  }

  @Test func `the schema is closed and has the defaults`() throws {
    let schema = try JSONSerialization.jsonObject(with: Data(Schema.json().utf8))
    func at(_ path: String) -> Any? {
      path.split(separator: ".").reduce(schema) { value, key in (value as? [String: Any])?[String(key)] }
    }
    #expect(at("additionalProperties") as? Bool == false)
    #expect(at("properties.spec.properties.extract.properties.timeout.default") as? String == "60s")
    #expect(at("properties.spec.properties.chunk.properties.maxTokens.default") as? Int == 240)
    #expect(at("properties.spec.required") as? [String] == ["sources"])
  }

  @Test(arguments: ["postgres-manual", "python-manual", "hashing-demo", "cranfield", "pdf-manuals"])
  func `a shipped pipeline is valid and names its schema`(name: String) throws {
    let file = Self.repository.appending(path: "pipelines/\(name).yaml")
    let plan = try PipelineReader.plan(file: file.path, environment: ["CRANFIELD": "/data/cranfield"])
    #expect(plan.name == name)
    let text = try String(contentsOf: file, encoding: .utf8)
    #expect(text.hasPrefix("# yaml-language-server: $schema=../docs/schema/pipeline.v1.json\n"))
    #expect(try PipelineReader.plan(file: file.path, text: plan.resolved, environment: [:]) == plan)
  }

  @Test func `every shipped pipeline is tested here`() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.repository.appending(path: "pipelines").path)
    #expect(files.filter { $0.hasSuffix(".yaml") }.count == 5)
  }

  @Test func `Cranfield says what it needs`() throws {
    let file = Self.repository.appending(path: "pipelines/cranfield.yaml").path
    do {
      _ = try PipelineReader.plan(file: file, environment: [:])
      Issue.record("must throw")
    } catch {
      #expect(error.description.contains("(set it to the folder with corpus.jsonl, queries.jsonl and qrels)"))
    }
  }
}
