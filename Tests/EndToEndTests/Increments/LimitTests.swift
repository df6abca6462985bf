import Fixtures
import Testing

/// Runs that stop early on purpose, by documents, by tokens or by failures, and are gone on with.
@Suite struct LimitTests {
  @Test func `--max-documents leaves the rest for the next run`() async throws {
    let place = try Workspace()
    var random = SeededGenerator(seed: 3)
    try place.write(Pipeline())
    try place.writeProse(60, using: &random)
    var record = try await place.quern.record("--max-documents", "10", "--threads", "1")
    #expect(try record.stage("extract").pending > 0)
    #expect(try await !place.quern.dump().uris.isEmpty)
    for _ in 0..<60 where try record.stage("extract").pending > 0 {
      record = try await place.quern.record("--max-documents", "10", "--threads", "1")
    }
    #expect(try record.stage("index").total == 60)
    #expect(try await place.quern.dump().difference(from: place.quern.dumpOfFreshRun()) == nil)
  }

  @Test func `a spent budget exits 5, keeps what is complete, and is gone on with`() async throws {
    let place = try Workspace()
    var random = SeededGenerator(seed: 4)
    try place.write(Pipeline(more: ["budget: { maxTokens: 2000 }"]))
    try place.writeProse(30, using: &random)
    var record = try await place.quern.record(exits: 5)
    #expect(record.outcome == "budgetReached")
    #expect(record.tokens <= 2000)
    #expect(try await (1..<30).contains(place.quern.dump().uris.count))
    for _ in 0..<30 where record.outcome == "budgetReached" {
      let outcome = await Outcome(of: try await place.quern.start(["run", "pipeline.yaml", "-o", "json"]))
      #expect([.code(0), .code(5)].contains(outcome.ending), "\(outcome)")
      record = try Quern.decoded(outcome.out)
    }
    #expect(record.outcome == "finished")
    try place.write(Pipeline())
    #expect(try await place.quern("run", "pipeline.yaml").out.contains("nothing to do"))
    #expect(try await place.quern.dump().difference(from: place.quern.dumpOfFreshRun()) == nil)
  }

  @Test func `a first run over the failure threshold publishes nothing`() async throws {
    let place = try Workspace()
    var random = SeededGenerator(seed: 5)
    try place.write(Pipeline())
    try place.writeProse(5, using: &random)
    try place.write("documents/empty.txt", "")
    #expect(try await place.quern.record(exits: 3).outcome == "overThreshold")
    #expect(try await place.quern("search", "pipeline.yaml", "grain", exits: 65).err.contains("live generation"))

    try await place.quern("quarantine", "discard", "pipeline.yaml", "empty.txt")
    try await place.quern("run", "pipeline.yaml")
    #expect(try await place.quern.dump().uris.count == 5)
  }

  @Test func `a later run over the threshold leaves the live index as it was`() async throws {
    let place = try await Workspace.indexed(5)
    let before = try await place.quern.dump()
    try place.write("documents/empty.txt", "")
    try place.write("documents/new.txt", "The wimbrel is new here.")
    try await place.quern("run", "pipeline.yaml", exits: 3)
    #expect(try await place.quern.dump().difference(from: before) == nil)

    // Mended, it releases itself.
    try place.write("documents/empty.txt", "Not empty any more.")
    try await place.quern("run", "pipeline.yaml")
    #expect(try await place.quern.find("wimbrel") == ["new.txt"])
    #expect(try await place.quern("quarantine", "list", "pipeline.yaml").out.contains("nothing is quarantined"))
    #expect(try await place.quern.dump().difference(from: place.quern.dumpOfFreshRun()) == nil)
  }

  @Test func `a file whose new version is refused keeps its last good one`() async throws {
    let place = try await Workspace.indexed(3, Pipeline(more: [Pipeline.tolerant]))
    try place.write(Workspace.prose(1), "")
    let record = try await place.quern.record()
    #expect(try record.stage("extract").quarantined == 1)
    #expect(try await place.quern.find(Workspace.mark(1)) == [Workspace.uri(1)])
    let rows: [QuarantineAnswer] = try await place.quern.json("quarantine", "list", "pipeline.yaml")
    #expect(rows.map(\.uri) == [Workspace.uri(1)])
  }

  @Test func `what is quarantined is not tried again until it is asked for`() async throws {
    let place = try Workspace()
    try place.write(Pipeline(more: [Pipeline.tolerant]))
    try place.write("documents/good.txt", "Grain.")
    try place.write("documents/empty.txt", "")
    try await place.quern("run", "pipeline.yaml")
    for retries in [false, true] {
      if retries { try await place.quern("quarantine", "retry", "pipeline.yaml", "empty.txt") }
      let run = try await place.quern("run", "pipeline.yaml")
      #expect(run.err.contains("empty.txt") == retries, "\(run)")
      let rows: [QuarantineAnswer] = try await place.quern.json("quarantine", "list", "pipeline.yaml")
      #expect(rows.map(\.uri) == ["empty.txt"])
    }
  }
}
