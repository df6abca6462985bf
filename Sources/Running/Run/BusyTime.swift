package import Indexing
import Synchronization

/// How long this process was at work on each stage: times when at least one of the stage's workers was, counted once however
/// many were. Waiting for other stages does not count.
package final class BusyTime: Sendable {
  private struct Work {
    var workers = 0
    var since: ContinuousClock.Instant
    var total = Duration.zero
  }

  private let stages = Mutex<[Stage: Work]>([:])

  package init() {}

  package func duration(of stage: Stage) -> Duration { stages.withLock { $0[stage]?.total ?? .zero } }

  /// Does one worker's work on a stage.
  func during<Value>(
    _ stage: Stage, isolation: isolated (any Actor)? = #isolation, _ work: () async throws -> Value
  ) async rethrows -> Value {
    begin(stage)
    defer { end(stage) }
    return try await work()
  }

  package func begin(_ stage: Stage, at now: ContinuousClock.Instant = .now) {
    stages.withLock { stages in
      var work = stages[stage] ?? Work(since: now)
      if work.workers == 0 { work.since = now }
      work.workers += 1
      stages[stage] = work
    }
  }

  package func end(_ stage: Stage, at now: ContinuousClock.Instant = .now) {
    stages.withLock { stages in
      guard var work = stages[stage], work.workers > 0 else { return }
      work.workers -= 1
      if work.workers == 0 { work.total += now - work.since }
      stages[stage] = work
    }
  }
}
