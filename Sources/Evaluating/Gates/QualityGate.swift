/// Decides whether a new index answers well enough to take the live one's place.
///
/// It refuses when the mean score dropped by more than the limit. Whether such a drop may be chance is told by its interval,
/// and does not excuse it: who knows better promotes with a reason.
package struct QualityGate: Hashable, Sendable {
  /// The largest drop, as a share of the live score.
  package var maxDrop: Double
  /// How many of the questions that lost most are named.
  package var losersNamed = 5
  package var resampling = Resampling()

  package init(maxDrop: Double) { self.maxDrop = maxDrop }

  package struct Verdict: Hashable, Sendable {
    package var passed: Bool
    /// A share of the live score; negative for a gain.
    package var drop: Double
    package var comparison: PairedComparison
    /// Those that lost most, the worst first.
    package var losers: [Loser]
  }

  package struct Loser: Hashable, Sendable, Codable {
    package var question: String
    package var before: Double
    package var after: Double
  }

  /// - Parameter live: the live index's scores, of the same questions and by the same measure as the new one's.
  package func verdict(of new: Scorecard, against live: Scorecard) -> Verdict {
    let comparison = PairedComparison(from: live.scores, to: new.scores, resampling)
    // A mean of a few hundred sums is not exact: an equal score must never be a drop.
    let drop = comparison.before > 0 ? -comparison.change / comparison.before : 0
    let losers = live.questions.indices
      .map { Loser(question: live.questions[$0], before: live.scores[$0], after: new.scores[$0]) }
      .filter { $0.after < $0.before }
      .sorted { ($0.after - $0.before, $0.question) < ($1.after - $1.before, $1.question) }
    return Verdict(
      passed: drop <= maxDrop + 1e-12, drop: drop, comparison: comparison, losers: Array(losers.prefix(losersNamed)))
  }
}
