import Segments

/// Matches, in any order, whose scores count as shares of the best one, times a weight; what is not listed counts 0.
struct WeightedList {
  let matches: [Match]
  private let name: String
  private let scale: Double

  init(_ name: String, _ matches: [Match], weight: Double) {
    self.name = name
    self.matches = matches
    let best = matches.lazy.map { Double($0.score) }.max() ?? 0
    scale = best > 0 ? weight / best : 0
  }

  /// Never below 0: to be found and to look away from the query is no worse than not to be found.
  func worth(of match: Match) -> Double { max(0, Double(match.score) * scale) }

  /// Where a chunk stands; nil if it is not listed. Costs a look at each match.
  func appearance(of chunk: Match.Place) -> Appearance? {
    guard let match = matches.first(where: { $0.place == chunk }) else { return nil }
    let better = matches.count { Match.ranksBefore($0, match) }
    return Appearance(list: name, rank: better + 1, score: Double(match.score))
  }
}
