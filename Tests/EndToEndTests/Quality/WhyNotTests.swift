import Testing

/// Every stage that can lose a document on its way to an answer is named.
@Suite struct WhyNotTests {
  private struct Fate: Decodable {
    var steps: [Step]
    var lostAt: String?
    var remedy: String?

    struct Step: Decodable {
      var stage: String
      var passed: Bool
      var finding: String
    }
  }

  private static func fate(_ place: Workspace, _ query: String, _ document: String, _ more: String...) async throws
    -> Fate
  {
    let outcome = try await place.quern.run(
      ["why-not", "pipeline.yaml", query, document, "-o", "json"] + more, exits: 0)
    return try Quern.decoded(outcome.out)
  }

  private static let latecomer = "The wimbrel came late and is searched for."

  @Test func `a document that is found is not lost`() async throws {
    let place = try await Workspace.judged()
    let fate = try await Self.fate(place, "what the heron eats", "heron.txt")
    #expect(fate.lostAt == nil && fate.steps.allSatisfy(\.passed))
    #expect(fate.steps.map(\.stage) == ["extracted", "cut", "embedded", "indexed", "lexical", "semantic", "hybrid"])
  }

  @Test func `a document that nobody read`() async throws {
    let fate = try await Self.fate(try await Workspace.judged(), "what the heron eats", "dodo.txt")
    #expect(fate.lostAt == "extracted")
  }

  @Test func `a document that was set aside, with the reason`() async throws {
    let place = try await Workspace.judged(Pipeline(more: [Workspace.evals, Pipeline.tolerant]))
    try place.write("documents/empty.txt", "")
    try await place.quern("run", "pipeline.yaml")
    let fate = try await Self.fate(place, "what the heron eats", "empty.txt")
    #expect(fate.lostAt == "quarantined" && fate.remedy?.isEmpty == false)
  }

  @Test(arguments: [("extract", "cut"), ("extract,chunk", "embedded"), ("extract,chunk,embed", "indexed")])
  func `a document that only some stages have seen`(stages: String, lost: String) async throws {
    let place = try await Workspace.judged()
    try place.write("documents/wimbrel.txt", Self.latecomer)
    try await place.quern("run", "pipeline.yaml", "--stages", stages)
    let fate = try await Self.fate(place, "wimbrel", "wimbrel.txt")
    #expect(fate.lostAt == lost && fate.remedy?.contains("quern run") == true)
    try await place.quern("run", "pipeline.yaml")
    #expect(try await Self.fate(place, "wimbrel", "wimbrel.txt").lostAt == nil)
  }

  @Test func `a document that the filter hides`() async throws {
    let place = try await Workspace.judged()
    let fate = try await Self.fate(place, "what the heron eats", "heron.txt", "--filter", "uri=otter.txt")
    #expect(fate.lostAt == "filter")
  }

  @Test func `a document below the cut, with its places in each list`() async throws {
    let place = try await Workspace.judged()
    let fate = try await Self.fate(place, "what the heron by the reedbed eats", "ibex.txt", "-k", "1")
    #expect(fate.lostAt == "below the cut")
    let semantic = try #require(fate.steps.first { $0.stage == "semantic" })
    #expect(!semantic.passed && semantic.finding.hasPrefix("rank "))
  }

  @Test func `an ending that several documents have is refused`() async throws {
    let place = try await Workspace.judged()
    try place.write("documents/b/heron.txt", "Another heron.")
    try place.write("documents/c/crane.txt", "A crane.")
    try place.write("documents/d/crane.txt", "Another crane.")
    try await place.quern("run", "pipeline.yaml")
    #expect(try await Self.fate(place, "heron", "heron.txt").lostAt == nil, "the whole URI is no ending")
    try await place.quern("why-not", "pipeline.yaml", "crane", "crane.txt", exits: 64)
  }

  @Test func `people get a verdict`() async throws {
    let place = try await Workspace.judged()
    let text = try await place.quern("why-not", "pipeline.yaml", "heron", "dodo.txt").out
    #expect(text.contains("lost at: extracted ("), "\(text)")
  }
}
