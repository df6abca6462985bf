import Corpus
import Evaluating
import Foundation
import Indexing
package import Pipelines
package import Retrieval
import Segments

/// Asks a new generation and the live one the pipeline's judged questions, and has the gate compare the answers.
struct QualityCheck {
  let lane: Lane
  /// What searches see now; nil before the first generation.
  let live: Generation?
  let gate: QualityGate

  /// - Returns: what the gate said of each eval and strategy. What cannot be measured is refused.
  func reports() async -> [GateReport] {
    guard let live else {
      return [GateReport(gate: "quality", passed: true, finding: "nothing is live that it could be compared with")]
    }
    do {
      let new = try await lane.bench.searcher(of: lane.generation)
      let old = try await lane.bench.searcher(of: live)
      var reports: [GateReport] = []
      for eval in lane.bench.plan.evals { reports += try await self.reports(on: eval, new, old) }
      return reports
    } catch {
      let problem = (error as? Failure)?.description ?? "\(error)"
      return [GateReport(gate: "quality", passed: false, finding: "it cannot be measured: \(problem)")]
    }
  }

  private func reports(on eval: EvalPlan, _ new: Searcher, _ old: Searcher) async throws -> [GateReport] {
    let examination = try Examination(queries: eval.queries, qrels: eval.qrels)
    let measure = Measure.ndcg(eval.k)
    var reports: [GateReport] = []
    for strategy in eval.strategies.map(Strategy.init) {
      let after = try await examination.marks(new, strategy, [measure], depth: eval.k)[0]
      let before = try await examination.marks(old, strategy, [measure], depth: eval.k)[0]
      let verdict = gate.verdict(of: after, against: before)
      let finding = verdict.finding("\(eval.name) \(strategy.rawValue)", measure: measure, limit: gate.maxDrop)
      reports.append(GateReport(gate: "quality", passed: verdict.passed, finding: finding))
    }
    return reports
  }
}

extension Strategy {
  package init(_ strategy: EvalPlan.Strategy) {
    self =
      switch strategy {
      case .lexical: .lexical
      case .semantic: .semantic
      case .hybrid: .hybrid
      }
  }
}
