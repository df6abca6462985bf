import Fixtures
import Foundation
import Glibc
import Testing

/// Many processes on one catalogue: killed, stopped and sent home, they make what one makes.
@Suite(.serialized, .enabled(if: SharedCatalogue.url != nil, "needs QUERN_TEST_POSTGRES_URL"))
struct ManyWorkersTests {
  @Test func `eight workers that are killed again and again make what one makes`() async throws {
    var random = SeededGenerator.printed(for: "eight workers")
    let place = try Workspace()
    try place.writeProse(Soak.count(1500, 6000), words: 300, using: &random)
    let shared = try SharedCatalogue(place, lease: 2)

    var workers: [Int: RunningProgram] = [:]
    var kills = 0
    var finished = 0
    let rest = Duration.milliseconds(Soak.count(400, 1000))
    var nextKill = ContinuousClock.now + rest
    while finished < 8 {
      for number in 0..<8 {
        guard let worker = workers[number] else {
          workers[number] = try await shared.machine("\(number)").start(["run", "pipeline.yaml", "--run-id", "job"])
          continue
        }
        if worker.isRunning { continue }
        let outcome = await Outcome(of: worker)
        workers[number] = nil
        switch outcome.ending {
        case .code(0): finished += 1
        case .signal(SIGKILL), .code(75): break
        default: Issue.record("seed \(random.seed)\n\(outcome)")
        }
        if case .code(let code) = outcome.ending, ![0, 75].contains(code) { return }
      }
      // They get somewhere in the end, however long a start takes.
      if .now > nextKill, finished == 0, kills < Soak.count(30, 1000) {
        workers.values.randomElement(using: &random)?.send(SIGKILL)
        kills += 1
        nextKill = .now + rest
      }
      try await Task.sleep(for: .milliseconds(20))
    }
    for worker in workers.values { _ = await Outcome(of: worker) }
    #expect(kills > 0, "the run was over before anybody was killed")
    let quern = shared.machine("reader")
    #expect(try await quern.dump().difference(from: shared.dumpOfSingleRun()) == nil, "seed \(random.seed)")
    try await quern("verify", "pipeline.yaml")
    let last: RunAnswer = try await quern.json("run", "pipeline.yaml")
    #expect(last.tokens == 0)
  }

  @Test func `a worker that stood still past its lease is refused when it goes on`() async throws {
    var random = SeededGenerator(seed: 21)
    let place = try Workspace()
    try place.writeProse(1200, words: 300, using: &random)
    let shared = try SharedCatalogue(place, lease: 3)
    let slow = try await shared.machine("slow").start(["run", "pipeline.yaml", "--run-id", "job"])
    try await shared.untilAtWork()
    slow.send(SIGSTOP)
    try await shared.machine("other")("run", "pipeline.yaml", "--run-id", "job")
    slow.send(SIGCONT)
    let outcome = await Outcome(of: slow)
    #expect(outcome.ending == .code(75), "\(outcome)")
    #expect(outcome.err.contains("[lease.lost]"), "\(outcome)")
    let dump = try await shared.machine().dump()
    #expect(try await dump.difference(from: shared.dumpOfSingleRun()) == nil)
  }

  @Test func `a run of another name does not start beside one that is at work`() async throws {
    var random = SeededGenerator(seed: 22)
    let place = try Workspace()
    try place.writeProse(1200, words: 300, using: &random)
    let shared = try SharedCatalogue(place)
    let first = try await shared.machine("first").start(["run", "pipeline.yaml", "--run-id", "monday"])
    try await shared.untilAtWork()
    first.send(SIGSTOP)
    let second = try await shared.machine("second")("run", "pipeline.yaml", "--run-id", "tuesday")
    #expect(second.err.contains("at work"), "\(second)")
    let unnamed = try await shared.machine("second")("run", "pipeline.yaml", exits: 75)
    #expect(unnamed.err.contains("[run.alreadyRunning]"), "\(unnamed)")
    let stuck = try await shared.machine("second")("status", "pipeline.yaml", "--stuck")
    #expect(stuck.out.contains("process \(first.process)"), "\(stuck)")
    first.send(SIGCONT)
    #expect(await Outcome(of: first).ending == .code(0))
    // The name is remembered: a pod that comes late to a run that is over has nothing to do.
    let late: RunAnswer = try await shared.machine("third").json("run", "pipeline.yaml", "--run-id", "monday")
    #expect(late.outcome == "finished")
    let runs: [RunAnswer] = try await shared.machine().json("runs", "pipeline.yaml")
    #expect(runs.count == 1)
  }

  @Test func `a run that is opened again by its name publishes again`() async throws {
    let place = try Workspace()
    var random = SeededGenerator(seed: 25)
    try place.writeProse(30, words: 50, using: &random)
    let shared = try SharedCatalogue(place, Pipeline(more: ["budget: { maxTokens: 1000 }"]))
    try await shared.machine("first")("run", "pipeline.yaml", "--run-id", "job", exits: 5)
    try shared.write(Pipeline())
    let again: RunAnswer = try await shared.machine("second").json("run", "pipeline.yaml", "--run-id", "job")
    #expect(again.outcome == "finished")
    let quern = shared.machine("reader")
    try await quern("verify", "pipeline.yaml")
    #expect(try await quern.dump().difference(from: shared.dumpOfSingleRun()) == nil)
  }

  @Test func `extraction and embedding run on machines of their own`() async throws {
    var random = SeededGenerator(seed: 23)
    let place = try Workspace()
    try place.writeProse(400, words: 200, using: &random)
    let shared = try SharedCatalogue(place)
    let embedding = try await shared.machine("large").start(
      ["run", "pipeline.yaml", "--run-id", "job", "--stages", "embed,index"])
    try await shared.untilPresent(1) { _ in true }
    #expect(embedding.isRunning)
    try await shared.machine("small")("run", "pipeline.yaml", "--run-id", "job", "--stages", "extract,chunk")
    let outcome = await Outcome(of: embedding)
    #expect(outcome.ending == .code(0), "\(outcome)")
    #expect(try await shared.machine().dump().difference(from: shared.dumpOfSingleRun()) == nil)
  }

  @Test func `a worker whose stages have nothing left goes, and those who come later go on with its run`() async throws
  {
    var random = SeededGenerator(seed: 26)
    let place = try Workspace()
    try place.writeProse(60, words: 100, using: &random)
    let shared = try SharedCatalogue(place)
    for stage in ["extract", "chunk", "embed"] {
      let part: RunAnswer = try await shared.machine(stage).json(
        "run", "pipeline.yaml", "--run-id", "job", "--stages", stage)
      #expect(part.outcome == "handedOver")
    }
    let last: RunAnswer = try await shared.machine("index").json(
      "run", "pipeline.yaml", "--run-id", "job", "--stages", "index")
    #expect(last.outcome == "finished")
    let quern = shared.machine("reader")
    #expect(try await quern.dump().difference(from: shared.dumpOfSingleRun()) == nil)
    let runs: [RunAnswer] = try await quern.json("runs", "pipeline.yaml")
    #expect(runs.map(\.outcome) == ["finished"])
  }

  @Test func `a worker that only publishes waits for those who embed`() async throws {
    var random = SeededGenerator(seed: 27)
    let place = try Workspace()
    try place.writeProse(60, words: 100, using: &random)
    let shared = try SharedCatalogue(place)
    let publishing = try await shared.machine("index").start(
      ["run", "pipeline.yaml", "--run-id", "job", "--stages", "index"])
    try await shared.machine("extract")("run", "pipeline.yaml", "--run-id", "job", "--stages", "extract,chunk")
    try await shared.machine("embed")("run", "pipeline.yaml", "--run-id", "job", "--stages", "embed")
    let outcome = await Outcome(of: publishing)
    #expect(outcome.ending == .code(0), "\(outcome)")
    #expect(try await shared.machine().dump().difference(from: shared.dumpOfSingleRun()) == nil)
  }

  @Test func `an interrupted worker leaves the rest to the others`() async throws {
    var random = SeededGenerator(seed: 24)
    let place = try Workspace()
    try place.writeProse(1200, words: 300, using: &random)
    let shared = try SharedCatalogue(place)
    let leaving = try await shared.machine("leaving").start(["run", "pipeline.yaml", "--run-id", "job"])
    try await shared.untilAtWork()
    leaving.send(SIGSTOP)
    let staying = try await shared.machine("staying").start(["run", "pipeline.yaml", "--run-id", "job"])
    try await shared.untilPresent(2) { _ in true }
    for signal in [SIGTERM, SIGCONT] { leaving.send(signal) }
    let left = await Outcome(of: leaving)
    #expect([.code(75), .code(0)].contains(left.ending), "\(left)")
    let stayed = await Outcome(of: staying)
    #expect(stayed.ending == .code(0), "\(stayed)")
    #expect(try await shared.machine().dump().difference(from: shared.dumpOfSingleRun()) == nil)
  }
}

extension SharedCatalogue {
  /// A worker, as `status --stuck` shows it.
  struct Presence: Decodable {
    var oldestClaimAt: Double?
  }

  /// Waits until a worker holds rows.
  func untilAtWork() async throws { try await untilPresent(1) { $0.oldestClaimAt != nil } }

  /// Waits until there are so many workers of a kind.
  func untilPresent(_ count: Int, _ isMeant: (Presence) -> Bool) async throws {
    struct Answer: Decodable {
      var workers: [Worker]

      struct Worker: Decodable { var worker: Presence }
    }
    try await until("nobody came to work") {
      let status = await Outcome(
        of: try await machine("watch").start(["status", "pipeline.yaml", "--stuck", "-o", "json"]))
      guard status.ending == .code(0), let answer: Answer = try? Quern.decoded(status.out) else { return false }
      return answer.workers.count { isMeant($0.worker) } >= count
    }
  }
}
