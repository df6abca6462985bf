import Indexing
import Metrics

/// What an operator sees of how well a pipeline's generations answer.
struct ScoreMetrics {
  private struct Subject: Hashable {
    var generation: Int
    var eval: String
    var strategy: String
  }

  /// Scores change with evaluations, not with requests.
  private static let interval = Duration.seconds(15)

  private let pipeline: String
  private var gauges: [Subject: Gauge] = [:]
  private var due = ContinuousClock.now

  init(pipeline: String) { self.pipeline = pipeline }

  /// Whether it is time to read them again.
  mutating func isDue(at now: ContinuousClock.Instant) -> Bool {
    guard now >= due else { return false }
    due = now + Self.interval
    return true
  }

  /// Shows these scores and no others.
  mutating func report(_ evaluations: [Evaluation]) {
    var gone = gauges
    for evaluation in evaluations {
      guard let figure = evaluation.figures.first(where: { $0.measure.hasPrefix("nDCG@") }) else { continue }
      let subject = Subject(
        generation: evaluation.generation, eval: evaluation.eval, strategy: evaluation.strategy)
      let gauge = gauges[subject] ?? gauge(subject)
      gauge.record(figure.mean)
      gauges[subject] = gauge
      gone[subject] = nil
    }
    for (subject, gauge) in gone {
      gauge.destroy()
      gauges[subject] = nil
    }
  }

  private func gauge(_ subject: Subject) -> Gauge {
    Gauge(
      label: "rag_retrieval_ndcg",
      dimensions: [
        ("pipeline", pipeline), ("generation", "\(subject.generation)"), ("eval", subject.eval),
        ("strategy", subject.strategy),
      ])
  }
}
