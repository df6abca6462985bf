/// Keeps the chunks nearest to a vector: by the segment's graph if it has one that helps, else by comparing all.
struct VectorSearch {
  /// Rows compared at a time: one word of a bitmap, and as much as fits the second-level cache.
  private static let block = 64

  let query: UnitVector
  /// Similarity (cosine) below which a chunk is not listed.
  let least: Float
  let limit: Int
  /// Nodes of a graph that a walk keeps; nil for as many as the segment's settings and the limit call for.
  let breadth: Int?

  /// - Parameter allowed: the chunks that may be found; nil for all.
  func search(_ part: LiveSegment, allowed: Bitmap?, into collector: inout MatchCollector) throws(Damage) {
    let needs = collector
    if let graph = part.segment.graph,
      let chunks = try GraphSearch(graph: graph, query: query, breadth: breadth(in: part)).candidates(
        part, allowed: allowed, isEnough: { chunks throws(Damage) in try needs.suffices(chunks, in: part) })
    {
      let scores = part.segment.vectors.products(query, chunks)
      for (chunk, score) in zip(chunks, scores) where score >= max(least, collector.threshold) {
        try collector.collect(Int(chunk), score: score, in: part)
      }
    } else {
      try compareAll(part, allowed: allowed, into: &collector)
    }
    try collector.finish(part)
  }

  /// Two candidates for each hit keep the recall about the same whatever the limit.
  private func breadth(in part: LiveSegment) -> Int {
    if let breadth { return max(breadth, 1) }
    guard case .hnsw(_, _, let ef) = part.segment.settings.vector, limit < GraphFormat.mostNodes else { return .max }
    return ef + 2 * limit
  }

  private func compareAll(
    _ part: LiveSegment, allowed: Bitmap?, into collector: inout MatchCollector
  ) throws(Damage) {
    let rows = part.segment.vectors
    let scores = UnsafeMutablePointer<Float>.allocate(capacity: Self.block)
    defer { scores.deallocate() }
    for start in stride(from: 0, to: rows.count, by: Self.block) {
      let end = min(start + Self.block, rows.count)
      var wanted = allowed.map { $0.words[start / Self.block] } ?? .max
      guard wanted != 0 else { continue }
      query.padded.withUnsafeBufferPointer { query in
        guard let query = query.baseAddress else { return }
        if wanted.nonzeroBitCount > Self.block / 4 {
          rows.products(query, start..<end, into: scores)
        } else {
          for row in start..<end where wanted >> UInt64(row - start) & 1 == 1 {
            rows.products(query, row..<(row + 1), into: scores + (row - start))
          }
        }
      }
      while wanted != 0, case let offset = wanted.trailingZeroBitCount, start + offset < end {
        wanted &= wanted - 1
        let score = scores[offset]
        if score >= least, score >= collector.threshold {
          try collector.collect(start + offset, score: score, in: part)
        }
      }
    }
  }
}
