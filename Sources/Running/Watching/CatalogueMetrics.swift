import Foundation
package import Indexing
import Synchronization

/// What a catalogue holds, as gauges: what waits, what was set aside, who is at work, and since when.
package final class CatalogueMetrics: Sendable {
  private let metrics: RunMetrics
  /// Kinds of quarantined items that were there at an earlier look: they are told to be none when they are gone.
  private let seen = Mutex<Set<Kind>>([])
  /// Scores shown at an earlier look: they are taken back when their generation is gone.
  private let shown = Mutex<Set<Score>>([])

  private struct Kind: Hashable {
    var stage: Stage
    var reason: QuarantineReason
  }

  private struct Score: Hashable {
    var generation: Int
    var eval: String
    var strategy: String

    var labels: [(String, String)] {
      [("generation", "\(generation)"), ("eval", eval), ("strategy", strategy)]
    }
  }

  package init(_ metrics: RunMetrics) { self.metrics = metrics }

  /// Looks once. It reads only, and of large catalogues more than a moment: leave it a rest that is many times longer.
  ///
  /// - Parameter withRuns: whether the last run's books are shown, too: where no run of this process shows its own.
  package func look(at store: any Store, withRuns: Bool = false) async throws {
    let now = Date().timeIntervalSince1970
    let runs = try await store.runs(limit: 100)
    let success = runs.first { $0.outcome == .finished }?.finishedAt
    if let success { metrics.succeeded(at: success) }
    if withRuns, let last = runs.first { metrics.report(last) }
    let generations = try await store.generations()
    for state in Generation.State.allCases {
      metrics.gauge(
        "rag_generations", Double(generations.count { $0.state == state }), ("state", state.rawValue))
    }
    if let live = generations.last(where: { $0.state == .live }) {
      metrics.gauge("rag_generation_live", Double(live.id))
      let outdated = try await store.outdatedMembers(of: live).count
      metrics.gauge("rag_outdated_documents", Double(outdated))
      let since = success ?? live.promotedAt ?? live.createdAt
      metrics.gauge("rag_deletion_lag_seconds", outdated == 0 ? 0 : max(0, now - since))
    }
    report(try await store.workers(), now)
    report(try await store.quarantined(uri: nil, limit: 10_000))
    report(try await store.evaluations(of: nil))
  }

  /// Looks again and again until the task is cancelled, and takes at most a fiftieth of the time; a look that fails is
  /// left out.
  ///
  /// - Parameter interval: the least time between two looks.
  package func watch(_ store: any Store, every interval: Duration = .seconds(30), withRuns: Bool) async {
    while !Task.isCancelled {
      let started = ContinuousClock.now
      let isSeen = (try? await look(at: store, withRuns: withRuns)) != nil
      // A database that is away is not worth a longer rest.
      let rest = isSeen ? (ContinuousClock.now - started) * 50 : interval
      try? await Task.sleep(for: max(interval, rest))
    }
  }

  private func report(_ workers: [WorkerReport], _ now: Double) {
    metrics.gauge("rag_workers", Double(workers.count))
    metrics.gauge("rag_workers_expired", Double(workers.count { $0.expiresAt < now }))
    metrics.gauge("rag_worker_silence_seconds", workers.map { now - $0.heartbeatAt }.max().map { max(0, $0) } ?? 0)
    metrics.gauge("rag_claim_age_seconds", workers.compactMap(\.oldestClaimAt).min().map { max(0, now - $0) } ?? 0)
  }

  private func report(_ evaluations: [Evaluation]) {
    let name = "rag_retrieval_ndcg"
    var scores: [Score: Double] = [:]
    for evaluation in evaluations {
      guard let ndcg = evaluation.figures.first(where: { $0.measure.hasPrefix("nDCG@") }) else { continue }
      scores[Score(generation: evaluation.generation, eval: evaluation.eval, strategy: evaluation.strategy)] = ndcg.mean
    }
    let gone = shown.withLock { shown in
      defer { shown = Set(scores.keys) }
      return shown.subtracting(scores.keys)
    }
    for score in gone { metrics.forget(name, score.labels) }
    for (score, mean) in scores { metrics.gauge(name, mean, score.labels) }
  }

  private func report(_ items: [QuarantinedItem]) {
    let counts = Dictionary(
      grouping: items.filter { !$0.discarded }, by: { Kind(stage: $0.stage, reason: $0.reason) }
    ).mapValues(\.count)
    let kinds = seen.withLock { seen in
      seen.formUnion(counts.keys)
      return seen
    }
    for kind in kinds {
      metrics.gauge(
        "rag_quarantined_items", Double(counts[kind] ?? 0), ("stage", kind.stage.rawValue),
        ("kind", kind.reason.rawValue))
    }
  }
}
