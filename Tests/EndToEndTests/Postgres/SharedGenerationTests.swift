import Fixtures
import Foundation
import Testing

/// Generations on a shared catalogue: built beside, swapped, gone back to, while others search.
@Suite(.serialized, .enabled(if: SharedCatalogue.url != nil, "needs QUERN_TEST_POSTGRES_URL"))
struct SharedGenerationTests {
  @Test func `searches elsewhere never fail and never see a mixture while generations are swapped`() async throws {
    var random = SeededGenerator(seed: 41)
    let place = try Workspace()
    try place.writeProse(60, using: &random)
    let shared = try SharedCatalogue(place)
    try await shared.machine()("run", "pipeline.yaml")
    for round in 0..<Soak.count(4, 40) {
      for number in 0..<30 { try place.writeProse(number: number, using: &random) }
      try shared.write(Pipeline(maxTokens: round.isMultiple(of: 2) ? 24 : 64))
      let run = try await shared.machine().start(["run", "pipeline.yaml"])
      repeat {
        let answer: SearchAnswer = try await shared.machine("reader").json(
          "search", "pipeline.yaml", "grain", "-k", "60", "--strategy", "semantic")
        #expect(answer.hits.count == 60)
      } while run.isRunning
      let outcome = await Outcome(of: run)
      #expect(outcome.ending == .code(0), "\(outcome)")
    }
    #expect(try await shared.machine("reader").dump().difference(from: shared.dumpOfSingleRun()) == nil)
  }

  @Test(arguments: ["true", "{ type: ivfflat, lists: 4, element: halfvec }", "{ type: exact }"])
  func `the database's own indexes answer like segments, and keep up`(database: String) async throws {
    let place = try Workspace()
    var random = SeededGenerator(seed: 42)
    try place.writeProse(30, using: &random)
    let index = "index: { database: \(database) }"
    let source = "{ name: documents, path: documents, metadata: { topic: milling, year: 2020 } }"
    let shared = try SharedCatalogue(place, Pipeline(sources: [source], more: [index]))
    let quern = shared.machine()
    func search(_ place: String, _ query: String, _ options: String...) async throws -> [String] {
      let arguments = ["search", "pipeline.yaml", query, "--in", place, "-o", "json"] + options
      let answer: SearchAnswer = try Quern.decoded(try await quern.run(arguments, exits: 0).out)
      return answer.hits.map(\.uri)
    }
    try await quern("run", "pipeline.yaml")
    for number in [3, 17] {
      let word = Workspace.mark(number)
      #expect(try await search("database", word, "--strategy", "lexical") == [Workspace.uri(number)])
      #expect(
        try await search("database", word, "--filter", "year>=2019", "--filter", "topic=milling").first
          == Workspace.uri(number))
      #expect(try await search("database", word, "--filter", "year>=2021").isEmpty)
    }
    let near = try await search("segments", "water wheel", "--strategy", "semantic", "-k", "5")
    let alike = try await search("database", "water wheel", "--strategy", "semantic", "-k", "5")
    #expect(near.first == alike.first && Set(near).intersection(alike).count >= 4, "\(near) \(alike)")

    try place.remove("documents/\(Workspace.uri(3))")
    try place.write("documents/new.txt", "a document about the miller's new waterwheel and its paddles")
    try await quern("run", "pipeline.yaml")
    #expect(try await search("database", Workspace.mark(3), "--strategy", "lexical").isEmpty)
    #expect(try await search("database", "paddles", "--strategy", "lexical") == ["new.txt"])
  }

  @Test func `a generation without indexes in the database says how to get them`() async throws {
    let shared = try SharedCatalogue(try await Workspace.indexed(2))
    try await shared.machine()("run", "pipeline.yaml")
    let refusal = try await shared.machine()("search", "pipeline.yaml", "grain", "--in", "database", exits: 78)
    #expect(refusal.err.contains("index.database: true"), "\(refusal)")
  }

  @Test func `going back replays what was deleted since, and dropping leaves nothing behind`() async throws {
    let place = try await Workspace.indexed(6)
    let shared = try SharedCatalogue(place)
    let quern = shared.machine()
    try await quern("run", "pipeline.yaml")
    try shared.write(Pipeline(maxTokens: 24))
    try await quern("run", "pipeline.yaml")
    try place.remove("documents/\(Workspace.uri(0))")
    try await quern("run", "pipeline.yaml")
    try await quern("generation", "rollback", "pipeline.yaml")
    #expect(try await !quern.dump().uris.contains(Workspace.uri(0)))
    try shared.write(Pipeline(more: ["generations: { keep: 1, soak: 0h }"]))
    try await quern("generation", "prune", "pipeline.yaml")
    let generations: [GenerationAnswer] = try await quern.json("generation", "list", "pipeline.yaml")
    #expect(generations.map(\.state) == ["live"])
    try await quern("verify", "pipeline.yaml")
  }
}
