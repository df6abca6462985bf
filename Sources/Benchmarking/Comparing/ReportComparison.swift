import Evaluating
import Foundation

/// Says what got better and what got worse from one report to the next.
package struct ReportComparison: Sendable {
  package struct Change: Sendable {
    package var name: String
    package var unit: String
    package var before: Double
    package var after: Double
    /// A share of what it was; of scores too.
    package var share: Double
    /// How likely such a difference is by chance; nil where too little was measured to tell.
    package var significance: Double?
    package var verdict: Verdict
  }

  package enum Verdict: String, Sendable { case better, worse, same, unknown }

  package let changes: [Change]
  /// Figures of the earlier report that the later one lacks.
  package let missing: [String]
  /// The share beyond which worse is a regression.
  package let threshold: Double
  package let isSameMachine: Bool

  /// - Parameter threshold: from 0 to 1.
  package init(from old: BenchmarkReport, to new: BenchmarkReport, threshold: Double = 0.05) {
    self.threshold = threshold
    isSameMachine = old.machine.processor == new.machine.processor && old.machine.cores == new.machine.cores
    let later = Dictionary(new.results.map { ($0.name, $0) }) { first, _ in first }
    missing = old.results.map(\.name).filter { later[$0] == nil }
    changes = old.results.compactMap { before in
      later[before.name].flatMap { after in
        after.unit == before.unit ? Self.change(before, after, threshold) : nil
      }
    }
  }

  /// Worse beyond the threshold, and not likely by chance as far as that can be told.
  package var regressions: [Change] { changes.filter { $0.verdict == .worse && -$0.benefit > threshold } }

  private static func change(
    _ before: BenchmarkReport.Result, _ after: BenchmarkReport.Result, _ threshold: Double
  ) -> Change {
    let share =
      before.value == 0 ? (after.value == 0 ? 0 : .infinity) : (after.value - before.value) / abs(before.value)
    let significance = significance(before, after)
    var change = Change(
      name: before.name, unit: before.unit, before: before.value, after: after.value, share: share,
      significance: significance, verdict: .same)
    guard Direction(unit: before.unit) != .none else {
      change.verdict = before.value == after.value ? .same : .unknown
      return change
    }
    let isReal = significance.map { $0 < 0.05 } ?? areApart(before.runs, after.runs)
    if isReal, change.benefit != 0 { change.verdict = change.benefit > 0 ? .better : .worse }
    return change
  }

  /// Of scores the questions are compared in pairs; of other figures all runs with all. Three runs of each can be told
  /// apart at 10 % at best, so fewer than four are left to ``areApart(_:_:)``.
  private static func significance(_ before: BenchmarkReport.Result, _ after: BenchmarkReport.Result) -> Double? {
    if before.unit == BenchmarkReport.score, before.runs.count == after.runs.count {
      return PairedComparison(from: before.runs, to: after.runs).significance
    }
    guard min(before.runs.count, after.runs.count) >= 4 else { return nil }
    return Resampling().significance(of: before.runs, after.runs)
  }

  /// Whether no run of one is as good as any of the other.
  private static func areApart(_ before: [Double], _ after: [Double]) -> Bool {
    guard let low = before.min(), let high = before.max(), let least = after.min(), let most = after.max() else {
      return true
    }
    return most < low || least > high
  }
}

extension ReportComparison.Change {
  /// The change as a share, above 0 for the better.
  package var benefit: Double {
    switch Direction(unit: unit) {
    case .moreIsBetter: share
    case .lessIsBetter: -share
    case .none: 0
    }
  }
}
