import Foundation

extension QualityGate.Verdict {
  /// What was found, as a phrase that names scores, interval and losers.
  package func finding(_ name: String, measure: Measure, limit: Double) -> String {
    let change = comparison.interval
    var finding = String(
      format: "%@: %@ %.4f, live %.4f; the change is %+.4f (95 %%: %+.4f to %+.4f); a drop of %.1f %% is allowed",
      name, "\(measure)", comparison.after, comparison.before, comparison.change, change.lowerBound,
      change.upperBound, limit * 100)
    if !passed, !losers.isEmpty {
      let named = losers.map { String(format: "%@ (%.2f → %.2f)", $0.question, $0.before, $0.after) }
      finding += "; \(comparison.worse) questions lost, most of all \(named.joined(separator: ", "))"
    }
    return finding
  }
}
