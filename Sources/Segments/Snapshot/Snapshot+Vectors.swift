extension Snapshot {
  /// The vector of a match's chunk, at unit length; not read from disk if a search by meaning just passed it.
  /// - Parameter match: one of this snapshot's.
  package func vector(of match: Match) -> [Float] { parts[match.place.segment].segment.vectors.row(match.place.chunk) }
}
