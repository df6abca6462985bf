extension PostingIndex {
  /// The items in which a sequence of terms stands, its words together and in order; one term matches by being there.
  func items(with sequence: LexicalPlan.Sequence) throws(Damage) -> Bitmap {
    var found = Bitmap(count: items)
    var cursors: [(cursor: PostingCursor, offset: UInt32)] = []
    for term in sequence.terms {
      guard let list = try list(term.bytes) else { return found }
      cursors.append((try PostingCursor(list), term.offset))
    }
    // The rarest term leads: the others only look where it is.
    cursors.sort { $0.cursor.list.count < $1.cursor.list.count }
    guard let lead = cursors.first?.cursor else { return found }
    let offsets = cursors.map(\.offset)
    var places = Array(repeating: [UInt32](), count: cursors.count)
    search: while lead.item != PostingCursor.end {
      for (cursor, _) in cursors.dropFirst() {
        try cursor.seek(lead.item)
        if cursor.item != lead.item {
          try lead.seek(cursor.item)
          continue search
        }
      }
      if cursors.count == 1 {
        found.insert(Int(lead.item))
      } else {
        for index in cursors.indices { try cursors[index].cursor.positions(into: &places[index]) }
        if Self.standTogether(places, offsets) { found.insert(Int(lead.item)) }
      }
      try lead.next()
    }
    return found
  }

  /// Whether some start exists from which every term is at its offset. Places ascend.
  private static func standTogether(_ places: [[UInt32]], _ offsets: [UInt32]) -> Bool {
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
