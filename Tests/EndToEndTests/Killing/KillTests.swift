import Fixtures
import Foundation
import Glibc
import Testing

/// Kill it at any moment, run the same command again, and it goes on.
@Suite(.serialized) struct KillTests {
  @Test func `a run killed at random moments ends where an uninterrupted one does`() async throws {
    var random = SeededGenerator.printed(for: "kill -9")
    let place = try Workspace()
    try place.writeProse(300, using: &random)
    // What a whole run takes; learnt from those that end before they are killed.
    var whole = Duration.milliseconds(500)

    let clock = ContinuousClock()
    var kills = 0
    var maxTokens = 64
    for round in 0..<Soak.count(60, 2000) where kills < Soak.count(12, 400) {
      try place.write(Pipeline(maxTokens: maxTokens))
      let run = try await place.quern.start(["run", "pipeline.yaml"])
      let start = clock.now
      let moment = start + whole * Double.random(in: 0...1, using: &random)
      while run.isRunning, clock.now < moment { try await Task.sleep(for: .milliseconds(3)) }
      run.send(SIGKILL)
      let outcome = await Outcome(of: run)
      #expect(try await place.survivors() == [], "children of a killed run, round \(round), seed \(random.seed)")
      switch outcome.ending {
      case .signal(SIGKILL): kills += 1
      case .code(0):
        whole = clock.now - start
        // There is nothing left to kill: change texts, or what they are cut into.
        if Bool.random(using: &random) { maxTokens = maxTokens == 64 ? 48 : 64 }
        for number in 0..<150 { try place.writeProse(number: number, using: &random) }
      default: Issue.record("seed \(random.seed)\n\(outcome)")
      }
      try await Self.expectAnswersOrNothingYet(place.quern, seed: random.seed)
    }
    #expect(kills == Soak.count(12, 400), "runs ended too fast to be killed; seed \(random.seed)")

    let last = try await place.quern.record()
    #expect(last.outcome == "finished")
    let quern = place.quern
    #expect(try await quern.dump().difference(from: quern.dumpOfFreshRun()) == nil, "seed \(random.seed)")
    try await quern("verify", "pipeline.yaml")
    #expect(try await quern("run", "pipeline.yaml").out.contains("nothing to do"))
    try Self.expectNoOrphans(in: place)
  }

  /// Whatever was killed, a search answers, or says that nothing was ever published.
  private static func expectAnswersOrNothingYet(_ quern: Quern, seed: UInt64) async throws {
    let search = await Outcome(
      of: try await quern.start(["search", "pipeline.yaml", Workspace.mark(299), "--strategy", "lexical"]))
    switch search.ending {
    case .code(0): #expect(search.out.contains(Workspace.uri(299)), "seed \(seed)\n\(search)")
    case .code(65): #expect(search.err.contains("[index.absent]") || search.err.contains("[store.absent]"), "\(search)")
    default: Issue.record("seed \(seed)\n\(search)")
    }
  }

  /// Segments that no revision names are swept away by a run that ends well.
  private static func expectNoOrphans(in place: Workspace) throws {
    let files = try FileManager.default.subpathsOfDirectory(atPath: "\(place.path)/.quern")
    #expect(!files.contains { $0.contains(".tmp") || $0.contains(".partial") }, "\(files)")
    #expect(files.filter { $0.hasSuffix(".segment") }.count < 30, "\(files)")
  }

  @Test func `SIGTERM exits 75, and the next run goes on`() async throws {
    var random = SeededGenerator.printed(for: "SIGTERM")
    let place = try Workspace()
    try place.write(Pipeline())
    try place.writeProse(1200, words: 300, using: &random)
    var interruptions = 0
    for _ in 0..<12 where interruptions < 3 {
      let run = try await place.quern.start(["run", "pipeline.yaml"])
      try await place.untilRunning(run)
      try await Task.sleep(for: .milliseconds(Int.random(in: 0...300, using: &random)))
      run.send(SIGTERM)
      let outcome = await Outcome(of: run)
      if outcome.ending == .code(0) {
        for number in 0..<1200 { try place.writeProse(number: number, words: 300, using: &random) }
        continue
      }
      #expect(outcome.ending == .code(75), "seed \(random.seed)\n\(outcome)")
      #expect(try await place.survivors() == [])
      interruptions += 1
    }
    #expect(interruptions > 0, "runs ended too fast to be interrupted")
    let runs: [RunAnswer] = try await place.quern.json("runs", "pipeline.yaml")
    #expect(runs.contains { $0.outcome == "interrupted" })
    try await place.quern.record()
    #expect(try await place.quern.dump().difference(from: place.quern.dumpOfFreshRun()) == nil, "seed \(random.seed)")
  }

  @Test func `a child that is killed costs nothing but another child`() async throws {
    var random = SeededGenerator(seed: 8)
    let place = try Workspace()
    try place.write(Pipeline(more: [Pipeline.tolerant]))
    var killed = 0
    // A run may be over before anybody has looked.
    for _ in 0..<20 where killed == 0 {
      try place.writeProse(600, words: 300, using: &random)
      let run = try await place.quern.start(["run", "pipeline.yaml"])
      var looks: [String: Int] = [:]
      while run.isRunning, killed < 5 {
        let children = try place.inhabitants().filter { $0.contains("quern-extract") }
        looks = Dictionary(uniqueKeysWithValues: children.map { ($0, looks[$0, default: 0] + 1) })
        // One that has been there for a while is at work; where none can even start, the run ends, and rightly.
        if let child = children.first(where: { looks[$0, default: 0] > 5 }),
          let process = child.split(separator: " ").first.flatMap({ pid_t($0) })
        {
          kill(process, SIGKILL)
          killed += 1
          looks = [:]
        }
        try await Task.sleep(for: .milliseconds(30))
      }
      let outcome = await Outcome(of: run)
      #expect(outcome.ending == .code(0), "\(outcome)")
    }
    #expect(killed > 0, "runs ended too fast for their children to be killed")
    let rows: [QuarantineAnswer] = try await place.quern.json("quarantine", "list", "pipeline.yaml")
    #expect(rows.count <= killed)
    try await place.quern("quarantine", "retry", "pipeline.yaml")
    try await place.quern.record()
    #expect(try await place.quern.dump().difference(from: place.quern.dumpOfFreshRun()) == nil)
  }
}
