import Segments

/// A list whose scores count as shares of its best one, times a weight; what is not in it counts 0.
struct WeightedList {
  let list: RankedList
  private let scale: Double

  init(_ list: RankedList, _ weight: Double) {
    self.list = list
    let best = list.matches.first.map { Double($0.score) } ?? 0
    scale = best > 0 ? weight / best : 0
  }

  /// Never below 0: to be found and to look away from the query is no worse than not to be found.
  func worth(of match: Match) -> Double { max(0, Double(match.score) * scale) }
}
