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
    var found = found
    if let allowed { found.keep(found.items.indices.filter { allowed.contains(Int(found.items[$0])) }) }
    var scores = [Float](repeating: 0, count: found.items.count)
    for term in terms { try add(term, to: &scores, of: found, part.segment) }
    try collector.collect(found.items, scores: scores, least: .leastNonzeroMagnitude, in: part)
  }

  private func add(
    _ term: Term, to scores: inout [Float], of found: Conjunction, _ segment: Segment
  ) throws(Damage) {
    let (weighing, lengths) = (term.weighing, segment.lengths)
    func score(_ place: Int, _ frequency: UInt32) -> Float {
      quern_bm25(frequency, lengths[Int(found.items[place])], weighing.weight, weighing.base, weighing.slope)
    }
    if let list = found.terms.firstIndex(of: term.bytes) {
      try found.lists[list].forEachFrequency(of: found.postings[list]) { scores[$0] += score($0, $1) }
    } else if let list = try segment.terms.list(term.bytes) {
      let cursor = try PostingCursor(list)
      for (place, item) in found.items.enumerated() {
        try cursor.seek(item)
        if cursor.item == item { scores[place] += score(place, cursor.frequency) }
      }
    }
  }
}
