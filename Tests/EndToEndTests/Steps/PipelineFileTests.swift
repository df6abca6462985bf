import Foundation
import Testing

/// The pipeline file, from the outside: what is wrong with it, what it stands for, how editors check it.
@Suite struct PipelineFileTests {
  private static let broken = """
    apiVersion: quern/v1
    kind: Pipeline
    metadata: { name: Not A Name }
    spec:
      sources:
        - name: documents
          pth: documents
          maxShrink: 300%
      chunk: { maxTokens: many }
      embedd: { model: { type: hashing } }
    """

  @Test(arguments: [["validate"], ["run"], ["plan"], ["search", "words"], ["config", "--resolved"], ["status"]])
  func `every problem is told with its line and column`(command: [String]) async throws {
    let place = try Workspace()
    try place.write("pipeline.yaml", Self.broken)
    let refusal = try await place.quern.run(
      [command[0], "pipeline.yaml"] + command.dropFirst(), exits: 78)
    for (line, word) in [(3, "Not A Name"), (7, "path"), (8, "300%"), (9, "many"), (10, "embed")] {
      let told = refusal.err.split(separator: "\n").filter { $0.contains("pipeline.yaml:\(line):") }
      #expect(told.contains { $0.contains(word) }, "line \(line), \(word)\n\(refusal)")
    }
    #expect(!FileManager.default.fileExists(atPath: "\(place.path)/.quern"))
  }

  @Test(arguments: [
    ("broken syntax", "spec: [unclosed"), ("empty", ""), ("binary", "\u{0}\u{1}\u{2}"), ("a list", "- 1\n- 2\n"),
    ("an unset variable", "metadata: { name: ${NOT_SET_ANYWHERE} }"),
    ("entities that multiply", "a: &a [x,x,x,x]\nb: &b [*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b]\nd: [*c,*c,*c,*c]\n"),
  ])
  func `a file that is no pipeline is bad configuration`(what: String, text: String) async throws {
    let place = try Workspace()
    try place.write("pipeline.yaml", text)
    let refusal = try await place.quern("validate", "pipeline.yaml", exits: 78)
    #expect(refusal.err.contains("pipeline.yaml"), "\(what)\n\(refusal)")
  }

  @Test func `a file that is not there is bad configuration`() async throws {
    let place = try Workspace()
    #expect(try await place.quern("run", "nowhere.yaml", exits: 78).err.contains("nowhere.yaml"))
  }

  @Test func `several files are checked in one go`() async throws {
    let place = try Workspace()
    try place.write(Pipeline())
    try place.write("broken.yaml", Self.broken)
    let outcome = try await place.quern("validate", "pipeline.yaml", "broken.yaml", exits: 78)
    #expect(outcome.out.contains("pipeline.yaml: valid"))
    #expect(outcome.err.contains("broken.yaml:7:"))
  }

  @Test func `a resolved pipeline resolves to itself`() async throws {
    let place = try Workspace()
    try place.write(Pipeline(more: ["extract: { passwords: { fromEnv: PASSWORDS } }"]))
    var quern = place.quern
    quern.environment["PASSWORDS"] = "sesame"
    let resolved = try await quern("config", "pipeline.yaml", "--resolved").out
    #expect(resolved.contains("maxShrink"))
    #expect(resolved.contains("PASSWORDS") && !resolved.contains("sesame"))
    try place.write("resolved.yaml", resolved)
    #expect(try await quern("config", "resolved.yaml", "--resolved").out == resolved)
    try await quern("validate", "resolved.yaml")
  }

  @Test func `the schema is JSON that names the parts of a pipeline`() async throws {
    let place = try Workspace()
    let text = try await place.quern("schema").out
    let schema = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect((schema["$schema"] as? String)?.contains("json-schema.org") == true)
    for name in ["sources", "chunk", "embed", "maxShrink", "failurePolicy", "overlapTokens"] {
      #expect(text.contains("\"\(name)\""))
    }
  }
}
