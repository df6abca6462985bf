import CKernels

extension LexicalSearch {
  /// Scores the chunks that have all required terms.
  ///
  /// - Parameter allowed: the chunks that may be found; nil for all.
  func search(
    _ part: LiveSegment, among found: Conjunction, allowed: Bitmap?, into collector: inout MatchCollector
  ) throws(Damage) {
    guard found.items.count < found.lists.reduce(0, { $0 + $1.count }) / Self.few else {
      var both = Bitmap(count: part.segment.chunkCount)
      for item in found.items { both.insert(Int(item)) }
      if let allowed { both.formIntersection(allowed) }
      return try search(part, allowed: both, into: &collector)
    }
    let frequencies = try frequencies(in: found, part.segment), lengths = part.segment.lengths
    for (place, item) in found.items.enumerated() where allowed?.contains(Int(item)) ?? true {
      var score: Float = 0
      for (frequency, weighing) in frequencies {
        let frequency = try frequency.value(place, item)
        guard frequency > 0 else { continue }
        score += quern_bm25(frequency, lengths[Int(item)], weighing.weight, weighing.base, weighing.slope)
      }
      if score > 0, score >= collector.threshold { try collector.collect(Int(item), score: score, in: part) }
    }
    try collector.finish(part)
  }

  /// Of each term that the segment has, in the terms' order.
  private func frequencies(
    in found: Conjunction, _ segment: Segment
  ) throws(Damage) -> [(Frequency, Weighing)] {
    var frequencies: [(Frequency, Weighing)] = []
    for term in terms {
      if let place = found.terms.firstIndex(of: term.bytes) {
        frequencies.append((.known(found.lists[place], found.postings[place]), term.weighing))
      } else if let list = try segment.terms.list(term.bytes) {
        frequencies.append((.sought(try PostingCursor(list)), term.weighing))
      }
    }
    return frequencies
  }

  /// How often a term is in items that are asked for in ascending order.
  private enum Frequency {
    /// In items whose postings are known, as the term is required.
    case known(PostingList, [UInt32])
    case sought(PostingCursor)

    func value(_ place: Int, _ item: UInt32) throws(Damage) -> UInt32 {
      switch self {
      case .known(let list, let postings): return try list.frequency(ofPosting: Int(postings[place]))
      case .sought(let cursor):
        try cursor.seek(item)
        return cursor.item == item ? cursor.frequency : 0
      }
    }
  }
}
