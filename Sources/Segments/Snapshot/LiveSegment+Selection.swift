extension LiveSegment {
  /// The chunks that may be found, whatever has to be in them; nil for all.
  ///
  /// - Parameter excluded: what must not be in them, of the words that lists are given of.
  func chunks(
    meeting filter: Filter?, without excluded: [LexicalPlan.Sequence] = [], _ lists: [PostingList?] = []
  ) throws(Damage) -> Bitmap? {
    var allowed = liveChunks
    if let filter {
      allowed.intersect(try chunks(of: filter.documents(in: segment.fields)))
    }
    for sequence in excluded {
      var rest = Bitmap(count: segment.chunkCount)
      let chunks = try Conjunction(of: [sequence], lists)
      while try chunks.advance() {
        for chunk in chunks.columns.items { rest.insert(Int(chunk)) }
      }
      rest.invert()
      allowed.intersect(rest)
    }
    return allowed
  }

  /// How many of a list's chunks are deleted. Only blocks with deleted chunks are unpacked.
  func deadCount(_ list: PostingList) throws(Damage) -> Int {
    guard let deadChunks else { return 0 }
    let cursor = try PostingCursor(list)
    var count = 0
    while cursor.item != PostingCursor.end, let dead = deadChunks.next(from: Int(cursor.item)) {
      try cursor.seek(UInt32(dead))
      while cursor.item != PostingCursor.end, deadChunks.contains(Int(cursor.item)) {
        count += 1
        try cursor.next()
      }
    }
    return count
  }

  private func chunks(of documents: Bitmap) throws(Damage) -> Bitmap {
    var chunks = Bitmap(count: segment.chunkCount)
    var next = documents.next(from: 0)
    while let document = next {
      chunks.insert(try segment.chunks(ofDocument: document))
      next = documents.next(from: document + 1)
    }
    return chunks
  }
}

extension Bitmap? {
  /// Nil stands for everything.
  fileprivate mutating func intersect(_ other: Bitmap) {
    guard var both = self else {
      self = other
      return
    }
    self = nil
    both.formIntersection(other)
    self = both
  }
}
