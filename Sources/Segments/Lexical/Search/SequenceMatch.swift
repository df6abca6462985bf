extension PostingIndex {
  /// The items in which all of some sequences stand, the words of each together and in order; one word matches by being
  /// there.
  func items(withAll sequences: [LexicalPlan.Sequence]) throws(Damage) -> Bitmap {
    var found = Bitmap(count: items)
    var (cursors, matches) = ([PostingCursor](), [SequenceMatch]())
    for sequence in sequences {
      var own: [(cursor: PostingCursor, offset: UInt32)] = []
      for term in sequence.terms {
        guard let list = try list(term.bytes) else { return found }
        own.append((try PostingCursor(list), term.offset))
      }
      cursors += own.map(\.cursor)
      if own.count > 1 { matches.append(SequenceMatch(own)) }
    }
    // The rarest term leads: the others only look where it is.
    cursors.sort { $0.list.count < $1.list.count }
    guard let lead = cursors.first else { return found }
    search: while lead.item != PostingCursor.end {
      for cursor in cursors.dropFirst() {
        try cursor.seek(lead.item)
        if cursor.item != lead.item {
          try lead.seek(cursor.item)
          continue search
        }
      }
      var stand = true
      for index in matches.indices where stand { stand = try matches[index].isThere() }
      if stand { found.insert(Int(lead.item)) }
      try lead.next()
    }
    return found
  }
}

/// Tells whether words stand together, in the item that the cursors of all of them are at.
private struct SequenceMatch {
  private let cursors: [PostingCursor]
  private let offsets: [UInt32]
  private var places: [[UInt32]]

  init(_ terms: [(cursor: PostingCursor, offset: UInt32)]) {
    let rarestFirst = terms.sorted { $0.cursor.list.count < $1.cursor.list.count }
    cursors = rarestFirst.map(\.cursor)
    offsets = rarestFirst.map(\.offset)
    places = Array(repeating: [], count: terms.count)
  }

  mutating func isThere() throws(Damage) -> Bool {
    for index in cursors.indices { try cursors[index].positions(into: &places[index]) }
    return standTogether
  }

  /// Whether some start exists from which every term is at its offset. Places ascend.
  private var standTogether: Bool {
    places[0].contains { place in
      guard place >= offsets[0] else { return false }
      let start = place - offsets[0]
      return zip(places, offsets).dropFirst().allSatisfy { places, offset in
        Self.contains(start &+ offset, in: places)
      }
    }
  }

  private static func contains(_ place: UInt32, in places: [UInt32]) -> Bool {
    var (low, high) = (0, places.count)
    while low < high {
      let middle = (low + high) / 2
      if places[middle] < place { low = middle + 1 } else { high = middle }
    }
    return low < places.count && places[low] == place
  }
}
