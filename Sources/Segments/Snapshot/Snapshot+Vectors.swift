/// What tells how well graphs find: the truth, something to ask for, and the share of it that is found.
extension Snapshot {
  /// The vector of a match's chunk, at unit length; not read from disk if a search by meaning just passed it.
  /// - Parameter match: one of this snapshot's.
  package func vector(of match: Match) -> [Float] { parts[match.place.segment].segment.vectors.row(match.place.chunk) }

  /// Matches with their cosine similarity to a vector for a score, in their order.
  /// - Parameter matches: this snapshot's.
  /// - Parameter vector: one that a search by meaning takes; others are like nothing.
  package func rescored(_ matches: [Match], by vector: [Float]) -> [Match] {
    guard vector.count == dimension, let query = UnitVector(vector) else { return [] }
    return matches.map { match in
      var match = match
      let row = match.place.chunk
      parts[match.place.segment].segment.vectors.products(query.padded, row..<(row + 1), into: &match.score)
      return match
    }
  }

  /// Scores that differ by less are equal: rounding tells vectors apart that are not.
  private static let tie: Float = 1e-5

  /// Whether graphs find nearest vectors, at least in some segments; else searches compare all and are exact.
  package var hasGraph: Bool { parts.contains { $0.segment.hasGraph } }

  /// The chunks nearest to a vector, best first, by comparing all: what faster ways are measured by.
  /// - Throws: as ``semantic(_:limit:filter:grouping:least:breadth:)``.
  package func neighbours(of vector: [Float], limit: Int) throws -> [Match] {
    try semantic(vector, limit: limit, breadth: .max)
  }

  /// Vectors of chunks that are not deleted, spread evenly over the snapshot.
  /// - Parameter count: how many at most.
  package func someVectors(atMost count: Int) -> [[Float]] {
    let step = max(1, (chunkCount + count - 1) / max(1, count))
    var (vectors, passed): ([[Float]], Int) = ([], 0)
    for part in parts {
      for chunk in 0..<part.segment.chunkCount where !(part.deadChunks?.contains(chunk) ?? false) {
        if passed.isMultiple(of: step), vectors.count < count { vectors.append(part.segment.vectors.row(chunk)) }
        passed += 1
      }
    }
    return vectors
  }

  /// The share of the `limit` nearest to each vector that a search finds, from 0 to 1; chunks as near as the last of them
  /// count as much. Costs as much as comparing each of the vectors with all.
  ///
  /// - Throws: as ``semantic(_:limit:filter:grouping:least:breadth:)``.
  package func recall(of vectors: [[Float]], limit: Int = 10) throws -> Double {
    guard hasGraph else { return 1 }
    var (found, all) = (0, 0)
    for vector in vectors {
      let truth = try neighbours(of: vector, limit: limit)
      guard let last = truth.last else { continue }
      found += try semantic(vector, limit: limit).count { $0.score >= last.score - Self.tie }
      all += truth.count
    }
    return all == 0 ? 1 : Double(found) / Double(all)
  }
}
