import Corpus
import Foundation
import Indexing
import Metrics

/// What an operator sees of how a pipeline follows its catalogue.
struct FollowMetrics: Sendable {
  private let pipeline: String
  private let revisionAge, revisionNumber, generation, degraded, silence: Gauge
  private let failures: CounterFamily

  init(pipeline: String) {
    self.pipeline = pipeline
    let dimensions = [("pipeline", pipeline)]
    revisionAge = Gauge(label: "rag_revision_age_seconds", dimensions: dimensions)
    revisionNumber = Gauge(label: "rag_revision_number", dimensions: dimensions)
    generation = Gauge(label: "rag_generation_live", dimensions: dimensions)
    degraded = Gauge(label: "rag_degraded", dimensions: dimensions)
    silence = Gauge(label: "rag_catalogue_silence_seconds", dimensions: dimensions)
    failures = CounterFamily("rag_follow_failures_total")
  }

  func failed(_ reason: String) {
    failures.increment([("pipeline", pipeline), ("reason", reason)])
  }

  func report(_ pipeline: ServedPipeline) {
    if let silence = pipeline.silence { self.silence.record(silence / .seconds(1)) }
    guard let live = pipeline.live else { return }
    revisionAge.record(max(0, Date.now.timeIntervalSince1970 - live.revision.createdAt))
    revisionNumber.record(live.revision.number)
    generation.record(live.generation.id)
    degraded.record(live.degraded.isEmpty ? 0 : 1)
  }
}
