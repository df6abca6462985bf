import Corpus
import Evaluating
import Indexing
import Logging
import Pipelines

/// Asks a generation that is about to go live the pipeline's judged questions, keeps its scores, and compares them with
/// the live one's.
struct QualityCheck {
  let lane: Lane
  /// What searches see now; nil before the first generation.
  let live: Generation?

  private var bench: Workbench { lane.bench }

  /// Keeps scores where no gate asks for them. What cannot be measured is told, and stops nobody.
  func record() async {
    do {
      _ = try await results(of: lane.generation)
    } catch {
      bench.log.warning("generation \(lane.generation.id) goes live without scores: \(error.advice)")
    }
  }

  /// - Returns: what the gate says of each eval and strategy. What cannot be measured is refused.
  func reports(_ gate: QualityGate) async -> [GateReport] {
    do {
      let after = try await results(of: lane.generation)
      guard let live else {
        return [GateReport(gate: "quality", passed: true, finding: "nothing is live that it could be compared with")]
      }
      let before = try await results(of: live)
      return zip(before, after).compactMap { before, after in report(before, after, gate) }
    } catch {
      return [GateReport(gate: "quality", passed: false, finding: "it cannot be measured: \(error.advice)")]
    }
  }

  private func report(_ before: Evaluator.Result, _ after: Evaluator.Result, _ gate: QualityGate) -> GateReport? {
    guard let old = before.cards.first, let new = after.cards.first else { return nil }
    let verdict = gate.verdict(of: new, against: old)
    let name = "\(after.evaluation.eval) \(after.evaluation.strategy)"
    return GateReport(
      gate: "quality", passed: verdict.passed,
      finding: verdict.finding(name, measure: new.measure, limit: gate.maxDrop))
  }

  private func results(of generation: Generation) async throws -> [Evaluator.Result] {
    let (searcher, revision) = try await bench.searcher(of: generation)
    let results = try await Evaluator(bench.plan.evals).results(
      searcher, generation: generation.id, revision: revision)
    try await bench.store.keep(results.map(\.evaluation))
    return results
  }
}

extension Error {
  fileprivate var advice: String { (self as? Failure)?.description ?? "\(self)" }
}
