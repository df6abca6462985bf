/// How well a generation answered an eval's judged questions, by one way to search.
package struct Evaluation: Hashable, Sendable, Codable {
  package struct Figure: Hashable, Sendable, Codable {
    /// `nDCG@10`, `recall@10`, `MRR`, `MAP`.
    package var measure: String
    package var mean: Double
    /// The 95 % interval of the mean.
    package var low: Double
    package var high: Double

    package init(measure: String, mean: Double, low: Double, high: Double) {
      self.measure = measure
      self.mean = mean
      self.low = low
      self.high = high
    }
  }

  package var eval: String
  package var generation: Int
  /// What searches of the generation saw then.
  package var revision: Int
  package var strategy: String
  package var questions: Int
  package var figures: [Figure]
  /// Seconds since 1970.
  package var at: Double

  package init(
    eval: String, generation: Int, revision: Int, strategy: String, questions: Int, figures: [Figure], at: Double
  ) {
    self.eval = eval
    self.generation = generation
    self.revision = revision
    self.strategy = strategy
    self.questions = questions
    self.figures = figures
    self.at = at
  }
}
