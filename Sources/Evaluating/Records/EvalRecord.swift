/// What an eval found of one generation by one strategy.
package struct EvalRecord: Codable, Hashable, Sendable {
  package struct Figure: Codable, Hashable, Sendable {
    /// `nDCG@10`, `recall@10`, `MRR`, `MAP`.
    package var measure: String
    package var mean: Double
    /// The 95 % interval of the mean.
    package var low: Double
    package var high: Double
  }

  package var eval: String
  package var generation: Int
  package var revision: Int
  package var strategy: String
  package var questions: Int
  package var figures: [Figure]
  /// Seconds since 1970.
  package var at: Double

  /// - Parameter cards: of the same questions.
  package init(
    eval: String, generation: Int, revision: Int, strategy: String, cards: [Scorecard], at: Double,
    resampling: Resampling = Resampling()
  ) {
    self.eval = eval
    self.generation = generation
    self.revision = revision
    self.strategy = strategy
    questions = cards.first?.questions.count ?? 0
    figures = cards.map { card in
      let interval = resampling.interval(of: card.scores)
      return Figure(
        measure: "\(card.measure)", mean: card.mean, low: interval.lowerBound, high: interval.upperBound)
    }
    self.at = at
  }
}
