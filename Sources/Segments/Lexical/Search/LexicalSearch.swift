import CKernels

/// Scores the chunks of one segment after another by BM25, keeping the best.
///
/// Chunks are taken in windows small enough for the first-level cache. Terms are in the order of their weights; once
/// the last of them together cannot lift a chunk over the worst kept, they no longer propose chunks and are only looked
/// up where the others did (MaxScore; Turtle and Flood, 1995). Every chunk's score is summed in the order of the terms, so it
/// does not depend on windows, skipping or segments.
struct LexicalSearch {
  /// A term of the query, heaviest first.
  struct Term {
    /// Its number in the query.
    var number: Int
    var bytes: ContiguousArray<UInt8>
    var weighing: Weighing
  }

  private static let window = 4096
  /// Looking a chunk up costs as much as scoring so many in a window.
  static let few = 8

  let terms: [Term]

  init(_ terms: [Term]) {
    self.terms = terms.sorted {
      $0.weighing.weight != $1.weighing.weight
        ? $0.weighing.weight > $1.weighing.weight : $0.bytes.lexicographicallyPrecedes($1.bytes)
    }
  }

  /// - Parameter lists: of the query's terms, by their numbers.
  /// - Parameter allowed: the chunks that may be found; nil for all.
  func search(
    _ part: LiveSegment, _ lists: [PostingList?], allowed: Bitmap?, into collector: inout MatchCollector
  ) throws(Damage) {
    let streams = try streams(lists)
    guard !streams.isEmpty else { return }
    if let allowed, allowed.cardinality < streams.reduce(0, { $0 + $1.cursor.list.count }) / Self.few {
      return try score(allowed, streams, part, into: &collector)
    }
    let scores = UnsafeMutablePointer<Float>.allocate(capacity: Self.window)
    let chosen = UnsafeMutablePointer<UInt32>.allocate(capacity: Self.window)
    defer {
      scores.deallocate()
      chosen.deallocate()
    }
    scores.initialize(repeating: 0, count: Self.window)
    let lengths = part.segment.lengths
    var start = 0
    while true {
      let threshold = collector.threshold
      let essential = Self.essentialCount(streams, threshold)
      // What is left proposes no chunk that could still get on the list.
      guard essential > 0, let next = try Self.next(streams[..<essential], from: start, allowed) else { break }
      start = next
      let end = min(start + Self.window, part.segment.chunkCount)
      for stream in streams[..<essential] {
        try stream.cursor.seek(UInt32(start))
        try stream.cursor.addScores(
          upTo: UInt32(end), lengths: lengths, stream.weighing, to: scores, origin: UInt32(start))
      }
      var rest = streams[essential...]
      var count = quern_select(scores, end - start, Self.least(threshold, rest), chosen)
      if let allowed { count = Self.keep(allowed, chosen, count, origin: start) }
      while let stream = rest.popFirst(), count > 0 {
        try Self.add(stream, to: scores, chosen, count, origin: start, lengths)
        count = Self.keep(scores, chosen, count, Self.least(threshold, rest))
      }
      for index in 0..<count where scores[Int(chosen[index])] >= collector.threshold {
        try collector.collect(start + Int(chosen[index]), score: scores[Int(chosen[index])], in: part)
      }
      collector.settle()
      scores.update(repeating: 0, count: end - start)
      start = end
    }
    try collector.finish(part)
  }

  /// Looks the allowed chunks up one by one, where they are few beside the postings.
  private func score(
    _ allowed: Bitmap, _ streams: [Stream], _ part: LiveSegment, into collector: inout MatchCollector
  ) throws(Damage) {
    let lengths = part.segment.lengths
    var next = allowed.next(from: 0)
    while let chunk = next {
      var score: Float = 0
      for stream in streams {
        let (cursor, weighing) = (stream.cursor, stream.weighing)
        try cursor.seek(UInt32(chunk))
        guard cursor.item == UInt32(chunk) else { continue }
        score += quern_bm25(cursor.frequency, lengths[chunk], weighing.weight, weighing.base, weighing.slope)
      }
      if score > 0, score >= collector.threshold { try collector.collect(chunk, score: score, in: part) }
      next = allowed.next(from: chunk + 1)
    }
    try collector.finish(part)
  }

  /// A term's postings in one segment.
  private struct Stream {
    var cursor: PostingCursor
    var weighing: Weighing
    /// No posting scores more.
    var bound: Float
  }

  private func streams(_ lists: [PostingList?]) throws(Damage) -> [Stream] {
    var streams: [Stream] = []
    for term in terms {
      guard let list = lists[term.number] else { continue }
      streams.append(
        Stream(cursor: try PostingCursor(list), weighing: term.weighing, bound: try Self.bound(list, term.weighing)))
    }
    return streams
  }

  private static func bound(_ list: PostingList, _ weighing: Weighing) throws(Damage) -> Float {
    var bound: Float = 0
    for block in 0..<list.blockCount {
      let skip = try list.skip(block)
      bound = max(
        bound,
        quern_bm25(skip.highestFrequency, skip.shortest, weighing.weight, weighing.base, weighing.slope))
    }
    return bound
  }

  /// How many streams, from the heaviest, still have to propose chunks.
  private static func essentialCount(_ streams: [Stream], _ threshold: Float) -> Int {
    var count = streams.count
    while count > 0, sum(streams[(count - 1)...]) < threshold { count -= 1 }
    return count
  }

  /// An upper bound of what streams add together; a little generous, as sums are rounded.
  private static func sum(_ streams: ArraySlice<Stream>) -> Float { streams.reduce(0) { $0 + $1.bound } * 1.0001 }

  /// What a chunk needs to have by now.
  private static func least(_ threshold: Float, _ rest: ArraySlice<Stream>) -> Float { threshold - sum(rest) }

  /// Where the next chunk is that is proposed and, as far as this can tell cheaply, allowed.
  private static func next(_ streams: ArraySlice<Stream>, from start: Int, _ allowed: Bitmap?) throws(Damage) -> Int? {
    var start = start
    if let allowed {
      guard let next = allowed.next(from: start) else { return nil }
      start = next
    }
    var first = PostingCursor.end
    for stream in streams {
      try stream.cursor.seek(UInt32(start))
      first = min(first, stream.cursor.item)
    }
    return first == PostingCursor.end ? nil : Int(first)
  }

  private static func add(
    _ stream: Stream, to scores: UnsafeMutablePointer<Float>, _ chosen: UnsafePointer<UInt32>, _ count: Int,
    origin: Int,
    _ lengths: UnsafePointer<UInt32>
  ) throws(Damage) {
    for index in 0..<count {
      let item = UInt32(origin) + chosen[index]
      try stream.cursor.seek(item)
      guard stream.cursor.item == item else { continue }
      let weighing = stream.weighing
      scores[Int(chosen[index])] += quern_bm25(
        stream.cursor.frequency, lengths[Int(item)], weighing.weight, weighing.base, weighing.slope)
    }
  }

  private static func keep(
    _ allowed: Bitmap, _ chosen: UnsafeMutablePointer<UInt32>, _ count: Int, origin: Int
  ) -> Int {
    var kept = 0
    for index in 0..<count where allowed.contains(origin + Int(chosen[index])) {
      chosen[kept] = chosen[index]
      kept += 1
    }
    return kept
  }

  private static func keep(
    _ scores: UnsafePointer<Float>, _ chosen: UnsafeMutablePointer<UInt32>, _ count: Int, _ least: Float
  ) -> Int {
    var kept = 0
    for index in 0..<count where scores[Int(chosen[index])] >= least {
      chosen[kept] = chosen[index]
      kept += 1
    }
    return kept
  }
}
