/// How one way of answering compares with another on the same questions.
package struct PairedComparison: Hashable, Sendable {
  /// The later one's scores minus the earlier one's; in the order of the questions.
  package let differences: [Double]
  package let before: Double
  package let after: Double
  /// 95 %, of the mean difference.
  package let interval: ClosedRange<Double>
  /// Two-sided p of the randomisation test.
  package let significance: Double

  /// - Parameter old: as many as `new`, in the same order.
  package init(from old: [Double], to new: [Double], _ resampling: Resampling = Resampling()) {
    precondition(old.count == new.count, "only what was asked of both can be compared")
    differences = zip(old, new).map { $1 - $0 }
    before = old.mean
    after = new.mean
    interval = resampling.interval(of: differences)
    significance = resampling.significance(ofDifferences: differences)
  }

  package var change: Double { differences.mean }
  package var better: Int { differences.count { $0 > 0 } }
  package var worse: Int { differences.count { $0 < 0 } }
}
