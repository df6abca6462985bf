import Corpus
import Indexing
import Logging

/// This worker's part in a run: its heartbeat, and how it shares with others what only one may do.
struct Attendance {
  let runner: Runner

  private var store: any Store { runner.bench.store }

  /// How often a waiting worker looks again.
  static let poll: Duration = .milliseconds(250)

  /// Does this worker's work while its heart beats.
  func withHeartbeat(_ work: @escaping @Sendable () async throws -> RunRecord) async throws -> RunRecord {
    try await withThrowingTaskGroup(of: RunRecord?.self) { tasks in
      tasks.addTask {
        try await beat()
        return nil
      }
      tasks.addTask { try await work() }
      defer { tasks.cancelAll() }
      while let ended = try await tasks.next() {
        if let record = ended { return record }
      }
      throw CancellationError()
    }
  }

  /// Beats until it is cancelled. A worker that was taken for dead stops: nothing it writes counts any more.
  private func beat() async throws {
    guard let interval = store.beatInterval else { return }
    while (try? await Task.sleep(for: interval)) != nil {
      do {
        _ = try await store.beat()
      } catch is CancellationError {
        return
      } catch {
        runner.stop.request(.interrupted)
        throw error
      }
    }
  }

  /// Has one worker of all reach a milestone, and waits until it is reached.
  ///
  /// - Parameter isMine: whether this worker may do it. Nobody is waited for unless the run has a key: without one there
  ///   are no others.
  /// - Parameter work: what leads there; returns whether it did.
  func once(_ milestone: Milestone, isMine: Bool = true, _ work: () async throws -> Bool) async throws {
    guard isMine || runner.options.key != nil else { return }
    var waited: Duration = .zero
    while true {
      let standing = try await store.beat()
      if standing.isClosed || standing.reached.contains(milestone) { return }
      // An interrupted worker leaves the rest to those who stay; the last one publishes what is complete.
      if runner.stop.isRequested, !isMine || standing.others > 0 { return }
      if isMine, try await store.take(milestone) {
        if try await work() { try await store.reach(milestone) }
        return
      }
      if waited == .seconds(30) { runner.bench.log.notice("waiting for other workers: \(milestone)") }
      try await Task.sleep(for: Self.poll)
      waited += Self.poll
    }
  }

  /// Waits until others have finished a stage, where this worker does the next one, and ends the signal between them.
  ///
  /// One who does not is not held: its node is wanted elsewhere.
  func watch(_ stage: Stage, before next: Stage, of lane: Lane, ending signal: WorkSignal? = nil) async throws {
    guard runner.options.stages.contains(next) else { return }
    let milestone = Milestone.finished(stage, generation: lane.generation.id)
    while runner.options.key != nil, !runner.stop.isRequested {
      let standing = try await store.beat()
      if standing.isClosed || standing.reached.contains(milestone) { break }
      try await Task.sleep(for: Self.poll)
    }
    await signal?.finish()
  }

  /// Claims a stage's rows until none is left, in nobody's hands either.
  ///
  /// - Parameter upstream: tells when more may have come, and when no more will.
  /// - Parameter claim: works on some rows; returns false if there were none.
  /// - Returns: false if it was stopped before.
  func drain(
    _ stage: Stage, of lane: Lane, after upstream: WorkSignal?, isolation: isolated (any Actor)? = #isolation,
    _ claim: () async throws -> Bool
  ) async throws -> Bool {
    var isLastLook = false
    while !runner.stop.isRequested {
      let seen = await upstream?.current ?? 0
      let isUpstreamFinished = await upstream?.isFinished ?? true
      let othersBefore = try isLastLook ? await store.othersAtWork(on: stage, for: lane.fingerprints) : true
      if try await runner.busy.during(stage, claim) {
        isLastLook = false
        continue
      }
      if let upstream, !isUpstreamFinished {
        await upstream.wait(after: seen, atMost: store.beatInterval == nil ? nil : Self.poll)
        continue
      }
      if isLastLook {
        let othersAfter = try await store.othersAtWork(on: stage, for: lane.fingerprints)
        if !othersBefore, !othersAfter { return true }
        if othersAfter { try await Task.sleep(for: Self.poll) }
      }
      // Rows may have been passed over, or have come back from a worker that died.
      await store.rewind(stage)
      isLastLook = true
    }
    return false
  }
}
