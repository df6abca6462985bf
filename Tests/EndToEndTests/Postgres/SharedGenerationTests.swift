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
