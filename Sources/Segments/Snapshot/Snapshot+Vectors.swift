extension Snapshot {
  /// The vector of a match's chunk, at unit length; not read from disk if a search by meaning just passed it.
  /// - Parameter match: one of this snapshot's.
  package func vector(of match: Match) -> [Float] { parts[match.place.segment].segment.vectors.row(match.place.chunk) }

  /// The chunks nearest to a vector, best first, by comparing all: what faster ways are measured by.
  /// - Throws: as ``semantic(_:limit:filter:grouping:least:)``.
  package func neighbours(of vector: [Float], limit: Int) throws -> [Match] { try semantic(vector, limit: limit) }

  /// Vectors of chunks that are not deleted, spread evenly over the snapshot.
  /// - Parameter count: how many at most.
  package func someVectors(atMost count: Int) -> [[Float]] {
    let step = max(1, chunkCount / max(1, count))
    var (vectors, passed): ([[Float]], Int) = ([], 0)
    for part in parts {
      for chunk in 0..<part.segment.chunkCount where !(part.deadChunks?.contains(chunk) ?? false) {
        if passed.isMultiple(of: step), vectors.count < count { vectors.append(part.segment.vectors.row(chunk)) }
        passed += 1
      }
    }
    return vectors
  }
}
