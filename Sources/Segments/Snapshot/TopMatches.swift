/// Keeps the best matches of many, as a heap with the worst at the top.
struct TopMatches {
  private let limit: Int
  private var heap: [Match] = []

  init(limit: Int) { self.limit = limit }

  /// What a match has to score to have a chance; one that scores just this may win by its document.
  var threshold: Float { heap.count < limit ? -.infinity : heap.first?.score ?? .infinity }

  mutating func offer(_ match: Match) {
    if heap.count < limit {
      heap.append(match)
      rise()
    } else if let worst = heap.first, Match.ranksBefore(match, worst) {
      heap[0] = match
      sink()
    }
  }

  /// Best first.
  func ranked() -> [Match] { heap.sorted(by: Match.ranksBefore) }

  private mutating func rise() {
    var child = heap.count - 1
    while child > 0, case let parent = (child - 1) / 2, Match.ranksBefore(heap[parent], heap[child]) {
      heap.swapAt(parent, child)
      child = parent
    }
  }

  private mutating func sink() {
    var parent = 0
    while case let left = 2 * parent + 1, left < heap.count {
      let right = left + 1
      let worse = right < heap.count && Match.ranksBefore(heap[left], heap[right]) ? right : left
      guard Match.ranksBefore(heap[parent], heap[worse]) else { return }
      heap.swapAt(parent, worse)
      parent = worse
    }
  }
}
