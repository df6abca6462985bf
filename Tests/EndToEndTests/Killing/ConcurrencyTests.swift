import Fixtures
import Glibc
import Testing

/// Two runs at a time, and searches while a run is at work.
@Suite(.serialized) struct ConcurrencyTests {
  @Test func `a second run is refused, and searches go on while the first stands still`() async throws {
    var random = SeededGenerator(seed: 9)
    let place = try await Workspace.indexed(3)
    try place.writeProse(1200, words: 300, using: &random)
    let run = try await place.startAndStop()
    let refusal = try await place.quern("run", "pipeline.yaml", exits: 75)
    #expect(refusal.err.contains("[run.alreadyRunning]"), "\(refusal)")
    try await place.quern("reindex", "pipeline.yaml", exits: 75)
    try await place.quern("generation", "prune", "pipeline.yaml", exits: 75)
    #expect(try await place.quern.find(Workspace.mark(1)) == [Workspace.uri(1)])
    for command in ["status", "items", "runs", "dump", "verify"] { try await place.quern(command, "pipeline.yaml") }
    run.send(SIGCONT)
    #expect(await run.ending() == .code(0))
    #expect(try await place.quern.dump().uris.count == 1200)
  }

  @Test func `a run of a name waits for nobody where nobody can join it`() async throws {
    let place = try Workspace()
    var random = SeededGenerator(seed: 11)
    try place.write(Pipeline())
    try place.writeProse(20, using: &random)
    for stages in ["extract", "chunk", "embed,index"] {
      try await place.quern("run", "pipeline.yaml", "--run-id", "nightly", "--stages", stages)
    }
    #expect(try await place.quern.dump().uris.count == 20)
  }

  @Test func `searches never fail and never see half a document while runs publish`() async throws {
    let place = try Workspace()
    var random = SeededGenerator(seed: 10)
    try place.write(Pipeline())
    try Self.writeEdition(1, in: place)
    try place.writeProse(100, using: &random)
    try await place.quern("run", "pipeline.yaml")

    for edition in 2...Soak.count(6, 60) {
      try Self.writeEdition(edition, in: place)
      for number in 0..<100 { try place.writeProse(number: number, using: &random) }
      // Every other time a new generation is built and swapped in.
      try place.write(Pipeline(maxTokens: edition / 2 % 2 == 0 ? 64 : 48))
      let run = try await place.quern.start(["run", "pipeline.yaml"])
      repeat {
        #expect(try await place.quern.find("steadfast", "-k", "50").count == 20)
        let lines = try await place.quern.dump().lines
        for (uri, chunks) in Dictionary(grouping: lines.filter { $0.uri.hasPrefix("whole/") }, by: \.uri) {
          let editions = Set(chunks.flatMap { $0.text.split(separator: " ").filter { $0.hasPrefix("edition") } })
          #expect(editions.count == 1, "\(uri) is of \(editions)")
        }
      } while run.isRunning
      let outcome = await Outcome(of: run)
      #expect(outcome.ending == .code(0), "\(outcome)")
    }
  }

  /// Documents of several chunks, each of which says which edition it is of.
  private static func writeEdition(_ edition: Int, in place: Workspace) throws {
    for number in 0..<20 {
      let text = String(repeating: "steadfast edition\(edition) words of \(number) and so on ", count: 40)
      try place.write("documents/whole/\(number).txt", text)
    }
  }
}
