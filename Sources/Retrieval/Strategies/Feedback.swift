import Segments

/// Moves a query towards the best documents that it found, as if they had been called relevant.
package struct Feedback: Hashable, Sendable {
  /// How many documents, each by its best chunk.
  package var documents = 2
  /// What their mean counts beside the query.
  package var weight: Float = 0.5

  package init() {}

  /// - Parameter candidates: best first, one of each document.
  /// - Returns: the query itself if nothing was found.
  func moved(_ query: [Float], towards candidates: [Candidate], in snapshot: Snapshot) -> [Float] {
    let best = candidates.prefix(documents)
    guard !best.isEmpty else { return query }
    let length = query.reduce(0) { $0 + $1 * $1 }.squareRoot()
    guard length > 0, length.isFinite else { return query }
    let share = weight / Float(best.count)
    return best.reduce(into: query.map { $0 / length }) { moved, candidate in
      for (place, component) in snapshot.vector(of: candidate.match).enumerated() { moved[place] += share * component }
    }
  }
}
