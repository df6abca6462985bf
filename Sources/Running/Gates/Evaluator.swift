package import Evaluating
import Foundation
package import Indexing
package import Pipelines
package import Retrieval

/// Asks a generation the judged questions of a pipeline's evals.
package struct Evaluator: Sendable {
  private let evals: [EvalPlan]

  package init(_ evals: [EvalPlan]) { self.evals = evals }

  /// What one eval found by one strategy.
  package struct Result: Sendable {
    package var evaluation: Evaluation
    /// Of the same questions in the same order: nDCG and recall of the eval's k, MRR, MAP.
    package var cards: [Scorecard]
  }

  /// - Parameter missing: told of the judged documents of an eval that the index does not hold, if there are any.
  /// - Returns: every eval by every one of its strategies, in the order of the file.
  /// - Throws: ``Failure`` `eval.*`, and what searching throws.
  package func results(
    _ searcher: Searcher, generation: Int, revision: Int,
    missing: (_ eval: String, _ documents: [String]) -> Void = { _, _ in }
  ) async throws -> [Result] {
    var results: [Result] = []
    for eval in evals {
      let examination = try Examination(queries: eval.queries, qrels: eval.qrels)
      let absent = try examination.missing(in: searcher.snapshot)
      if !absent.isEmpty { missing(eval.name, absent) }
      let measures: [Measure] = [.ndcg(eval.k), .recall(eval.k), .reciprocalRank, .averagePrecision]
      for strategy in eval.strategies.map(Strategy.init) {
        let cards = try await examination.marks(searcher, strategy, measures, depth: eval.k)
        let evaluation = Evaluation(
          eval: eval.name, generation: generation, revision: revision, strategy: strategy.rawValue,
          questions: examination.questions.count, figures: cards.map(Evaluation.Figure.init),
          at: Date().timeIntervalSince1970)
        results.append(Result(evaluation: evaluation, cards: cards))
      }
    }
    return results
  }
}

extension Evaluation.Figure {
  fileprivate init(_ card: Scorecard) {
    let interval = Resampling().interval(of: card.scores)
    self.init(
      measure: "\(card.measure)", mean: card.mean, low: interval.lowerBound, high: interval.upperBound)
  }
}

extension Strategy {
  fileprivate init(_ strategy: EvalPlan.Strategy) {
    self =
      switch strategy {
      case .lexical: .lexical
      case .semantic: .semantic
      case .hybrid: .hybrid
      }
  }
}
