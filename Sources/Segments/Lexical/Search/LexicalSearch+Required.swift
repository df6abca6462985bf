import CKernels

extension LexicalSearch {
  /// Scores the chunks that have all required words.
  ///
  /// - Parameter allowed: the chunks that may be found; nil for all.
  func search(
    _ part: LiveSegment, _ lists: [PostingList?], among chunks: Conjunction, allowed: Bitmap?,
    into collector: inout MatchCollector
  ) throws(Damage) {
    let optional = try terms.map { (term) throws(Damage) in
      chunks.terms.contains(term.number) ? nil : try lists[term.number].map(PostingCursor.init)
    }
    var scores = [Float](repeating: 0, count: PostingFormat.block)
    while try chunks.advance() {
      if let allowed { chunks.keep(allowed) }
      let items = chunks.columns.items
      for index in items.indices { scores[index] = 0 }
      for (term, cursor) in zip(terms, optional) {
        let (weighing, lengths) = (term.weighing, part.segment.lengths)
        func add(_ frequency: UInt32, _ index: Int) {
          scores[index] += quern_bm25(
            frequency, lengths[Int(items[index])], weighing.weight, weighing.base, weighing.slope)
        }
        if let list = chunks.terms.firstIndex(of: term.number) {
          try chunks.lists[list].forEachFrequency(of: chunks.columns.postings(list)) { add($1, $0) }
        } else if let cursor {
          for (index, item) in items.enumerated() {
            try cursor.seek(item)
            if cursor.item == item { add(cursor.frequency, index) }
          }
        }
      }
      for (index, item) in items.enumerated() where scores[index] > 0 && scores[index] >= collector.threshold {
        try collector.collect(Int(item), score: scores[index], in: part)
      }
    }
    try collector.finish(part)
  }
}
