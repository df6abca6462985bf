/// How well generations answered: the newest result of each generation, eval and strategy. They go with their generation.
package protocol EvaluationStore: Sendable {
  /// Keeps results; those of generations that are gone are left out.
  func keep(_ evaluations: [Evaluation]) async throws

  /// By generation, eval and strategy.
  /// - Parameter generation: only those of this one; all if nil.
  func evaluations(of generation: Int?) async throws -> [Evaluation]
}
