/// Takes scored chunks, segment by segment in ascending order, and keeps the best chunks, or the best of each document.
struct MatchCollector {
  private let limit: Int
  private let grouping: Grouping
  private var top: TopMatches
  private var best: (chunk: Int, document: Int, score: Float)?

  init(limit: Int, grouping: Grouping) {
    self.limit = limit
    self.grouping = grouping
    top = TopMatches(limit: limit)
  }

  /// Scores below this need not be offered.
  var threshold: Float { top.threshold }

  mutating func collect(_ chunk: Int, score: Float, in part: LiveSegment) throws(Damage) {
    guard grouping == .documents else { return try offer(chunk, score, part) }
    let document = try part.segment.document(ofChunk: chunk)
    if let before = best, before.document == document {
      if score > before.score { best = (chunk, document, score) }
    } else {
      try finish(part)
      best = (chunk, document, score)
    }
  }

  /// Takes a few chunks at once, in ascending order, each of which costs little unless it gets on the list.
  mutating func collect(_ chunks: [UInt32], scores: [Float], least: Float, in part: LiveSegment) throws(Damage) {
    var candidates: [(chunk: Int, document: Int, score: Float)] = []
    for (chunk, score) in zip(chunks, scores) where score >= max(least, threshold) {
      let document = grouping == .documents ? try part.segment.document(ofChunk: Int(chunk)) : Int(chunk)
      if let last = candidates.last, last.document == document {
        if score > last.score { candidates[candidates.count - 1] = (Int(chunk), document, score) }
      } else {
        candidates.append((Int(chunk), document, score))
      }
    }
    candidates.sort { $0.score > $1.score }
    for candidate in candidates where candidate.score >= threshold {
      try offer(candidate.chunk, candidate.score, part)
    }
  }

  /// Takes leave of a segment.
  mutating func finish(_ part: LiveSegment) throws(Damage) {
    guard let last = best else { return }
    best = nil
    try offer(last.chunk, last.score, part)
  }

  /// Whether the limit can be reached with some chunks.
  func suffices(_ chunks: [UInt32], in part: LiveSegment) throws(Damage) -> Bool {
    guard grouping == .documents else { return chunks.count >= limit }
    var documents: Set<Int> = []
    for chunk in chunks where documents.count < limit {
      documents.insert(try part.segment.document(ofChunk: Int(chunk)))
    }
    return documents.count >= limit
  }

  func ranked() -> [Match] { top.ranked() }

  private mutating func offer(_ chunk: Int, _ score: Float, _ part: LiveSegment) throws(Damage) {
    guard score >= top.threshold else { return }
    top.offer(try part.match(chunk, score: score))
  }
}
