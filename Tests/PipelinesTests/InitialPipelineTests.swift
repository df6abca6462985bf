import Pipelines
import Testing

@Suite struct InitialPipelineTests {
  @Test func `what init writes can be read`() throws {
    let files = InitialPipeline.files(folder: "/srv/me/My Docs")
    let text = try #require(files["pipeline.yaml"])
    let plan = try PipelineReader.plan(file: "/srv/me/My Docs/pipeline.yaml", text: text, environment: [:])
    #expect(plan.name == "my-docs")
    #expect(plan.embed.model == .hashing(dimension: 384))
    #expect(plan.sources.map(\.path) == ["/srv/me/My Docs/documents"])
    #expect(files.keys.filter { $0.hasPrefix("documents/") }.map { $0.suffix(4) }.sorted() == [".txt", "html", "s.md"])
    #expect(files.values.allSatisfy { $0.hasSuffix("\n") })
  }

  @Test(arguments: [
    ("docs", "docs"), ("/a/My_Docs 2/", "my-docs-2"), (".", "documents"), ("", "documents"), ("/", "documents"),
    ("日本", "documents"),
    ("..", "documents"), ("a/.", "a"), ("--x--", "x"),
    (String(repeating: "ab-", count: 30), String(repeating: "ab-", count: 20) + "ab"),
  ])
  func `the pipeline is named after its folder`(folder: String, name: String) throws {
    let text = try #require(InitialPipeline.files(folder: folder)["pipeline.yaml"])
    #expect(try PipelineReader.plan(file: "pipeline.yaml", text: text, environment: [:]).name == name)
  }
}
