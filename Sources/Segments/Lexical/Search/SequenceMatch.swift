extension PostingIndex {
  /// The items in which all of some sequences stand, the words of each together and in order; one word matches by being
  /// there.
  func items(withAll sequences: [LexicalPlan.Sequence]) throws(Damage) -> Conjunction {
    var found = try Conjunction(sequences.flatMap { $0.terms.map(\.bytes) }, in: self)
    for sequence in sequences where sequence.terms.count > 1 && !found.items.isEmpty {
      let match = try SequenceMatch(sequence, in: found)
      found.keep(match.items)
    }
    return found
  }
}

/// Finds the items in which words stand together, one word after another: after each, what is left are the items and the
/// places from which all words so far stand at their distances.
private struct SequenceMatch {
  /// By their place among those that have all the words.
  private(set) var items: [Int] = []
  /// Where the sequence may start in the items, one after the other.
  private var starts: [UInt32] = []
  /// Where the starts of each item end.
  private var ends: [Int] = []

  init(_ sequence: LexicalPlan.Sequence, in found: Conjunction) throws(Damage) {
    // The lists are in the order of their lengths, and the shortest leaves least to check.
    var words: [(list: Int, offset: UInt32)] = []
    for (term, offset) in sequence.terms {
      if let list = found.terms.firstIndex(of: term) { words.append((list, offset)) }
    }
    words.sort { $0.list < $1.list }
    for (place, word) in words.enumerated() {
      let reader = try PlaceReader(found.lists[word.list]), postings = found.postings[word.list]
      if place == 0 {
        try begin(reader, postings, word.offset)
      } else {
        try keep(reader, postings, word.offset)
      }
    }
  }

  private mutating func begin(_ reader: PlaceReader, _ postings: [UInt32], _ offset: UInt32) throws(Damage) {
    for item in postings.indices {
      try reader.read(Int(postings[item]))
      let before = starts.count
      for place in reader.places where place >= offset { starts.append(place - offset) }
      guard starts.count > before else { continue }
      items.append(item)
      ends.append(starts.count)
    }
  }

  /// Keeps the starts from which a word stands at its distance, and the items that have any.
  private mutating func keep(_ reader: PlaceReader, _ postings: [UInt32], _ offset: UInt32) throws(Damage) {
    var (start, kept, keptItems) = (0, 0, 0)
    for index in items.indices {
      try reader.read(Int(postings[items[index]]))
      let places = reader.places, before = kept
      var next = 0
      for start in start..<ends[index] {
        let wanted = starts[start] &+ offset
        while next < places.count, places[next] < wanted { next += 1 }
        guard next < places.count, places[next] == wanted else { continue }
        starts[kept] = starts[start]
        kept += 1
      }
      start = ends[index]
      guard kept > before else { continue }
      (items[keptItems], ends[keptItems]) = (items[index], kept)
      keptItems += 1
    }
    starts.removeLast(starts.count - kept)
    items.removeLast(items.count - keptItems)
    ends.removeLast(ends.count - keptItems)
  }
}
