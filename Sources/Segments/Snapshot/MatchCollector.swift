/// Takes scored chunks, segment by segment in ascending order, and keeps the best chunks, or the best of each document.
///
/// What is on the list is ordered now and then rather than at each step, and looked up when a segment is left.
struct MatchCollector {
  private struct Candidate {
    var chunk: Int
    var score: Float
  }

  private let limit: Int
  private let grouping: Grouping
  private var top: TopMatches
  private var best: (candidate: Candidate, document: Int)?
  /// Of the segment at hand; more than the limit.
  private var candidates: [Candidate] = []
  private var room: Int
  /// Scores below this need not be offered.
  private(set) var threshold: Float = -.infinity

  init(limit: Int, grouping: Grouping) {
    self.limit = limit
    self.grouping = grouping
    top = TopMatches(limit: limit)
    room = Self.room(limit)
  }

  mutating func collect(_ chunk: Int, score: Float, in part: LiveSegment) throws(Damage) {
    let candidate = Candidate(chunk: chunk, score: score)
    guard grouping == .documents else { return offer(candidate) }
    let document = try part.segment.document(ofChunk: chunk)
    if let before = best, before.document == document {
      if score > before.candidate.score { best = (candidate, document) }
    } else {
      offerBest()
      best = (candidate, document)
    }
  }

  /// Drops what is not among the best by now, which raises the threshold.
  mutating func settle() {
    guard candidates.count > limit else { return }
    candidates.sort { $0.score > $1.score }
    threshold = max(threshold, candidates[limit - 1].score)
    // One that scores just as much may win by its document.
    while let last = candidates.last, last.score < threshold { candidates.removeLast() }
    room = max(Self.room(limit), 2 * candidates.count)
  }

  /// Takes leave of a segment.
  mutating func finish(_ part: LiveSegment) throws(Damage) {
    offerBest()
    settle()
    for candidate in candidates where candidate.score >= top.threshold {
      top.offer(try part.match(candidate.chunk, score: candidate.score))
    }
    candidates.removeAll(keepingCapacity: true)
    threshold = top.threshold
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

  private mutating func offerBest() {
    guard let last = best else { return }
    best = nil
    offer(last.candidate)
  }

  private mutating func offer(_ candidate: Candidate) {
    guard candidate.score >= threshold else { return }
    candidates.append(candidate)
    if candidates.count == room { settle() }
  }

  /// A caller that wants all has a limit beyond any number of chunks.
  private static func room(_ limit: Int) -> Int { 2 * min(limit, 1 << 20) + 64 }
}
