import Corpus

extension Filter {
  /// The documents of a segment that meet the condition, deleted ones included.
  func documents(in fields: PostingIndex) throws(Damage) -> Bitmap {
    var found = Bitmap(count: fields.items)
    switch self {
    case .all(let filters):
      found.invert()
      for filter in filters { found.formIntersection(try filter.documents(in: fields)) }
    case .any(let filters):
      for filter in filters { found.formUnion(try filter.documents(in: fields)) }
    case .not(let filter):
      found = try filter.documents(in: fields)
      found.invert()
    case .equals(let key, let value):
      try Self.insert(key, value, fields, &found)
    case .oneOf(let key, let values):
      for value in values { try Self.insert(key, value, fields, &found) }
    case .range(let key, let range):
      if let places = try range.places(key, fields) { try fields.insert(places, into: &found) }
    case .exists(let key):
      try fields.insert(fields.places(startingWith: FieldKey.prefix(key)), into: &found)
    case .like(let key, let text):
      let pattern = GlobPattern(text)
      let strings = FieldKey.strings(key)
      for place in try fields.places(startingWith: strings + pattern.literalPrefix) {
        let value = try fields.term(at: place).dropFirst(strings.count)
        if pattern.matches(value.buffer) { try fields.insert(place..<(place + 1), into: &found) }
      }
    }
    return found
  }

  private static func insert(
    _ key: String, _ value: MetadataValue, _ fields: PostingIndex, _ found: inout Bitmap
  ) throws(Damage) {
    guard let term = FieldKey.term(key, value), case let place = try fields.lowerBound(term), place < fields.count,
      try fields.term(at: place).buffer.elementsEqual(term)
    else { return }
    try fields.insert(place..<(place + 1), into: &found)
  }
}

extension FilterRange {
  /// The terms between the bounds; nil if nothing can be.
  fileprivate func places(_ key: String, _ fields: PostingIndex) throws(Damage) -> Range<Int>? {
    let kinds = Set([lower, upper].compactMap { $0.map { FieldKey.column(key, $0.value) } })
    guard kinds.count == 1, let column = kinds.first ?? nil else { return nil }
    let all = try fields.places(startingWith: column)
    let start =
      try lower.map { (bound) throws(Damage) in try bound.place(key, fields, isUpper: false) } ?? all.lowerBound
    let end = try upper.map { (bound) throws(Damage) in try bound.place(key, fields, isUpper: true) } ?? all.upperBound
    return start < end ? start..<end : nil
  }
}

extension FilterRange.Bound {
  fileprivate var value: MetadataValue {
    switch self {
    case .including(let value), .excluding(let value): value
    }
  }

  /// Where the values that meet the bound start, or end.
  fileprivate func place(_ key: String, _ fields: PostingIndex, isUpper: Bool) throws(Damage) -> Int {
    guard let term = FieldKey.term(key, value) else { return isUpper ? 0 : fields.count }
    // Nothing lies between a term and the term followed by a zero.
    let isBehind =
      switch self {
      case .including: isUpper;
      case .excluding: !isUpper
      }
    return try fields.lowerBound(isBehind ? term + [0] : term)
  }
}

extension FieldKey {
  /// What all values of a key have in common that compare with this one; nil for values without an order.
  fileprivate static func column(_ key: String, _ value: MetadataValue) -> ContiguousArray<UInt8>? {
    switch value {
    case .number: numbers(key)
    case .string: strings(key)
    case .bool, .list: nil
    }
  }
}

extension PostingIndex {
  /// The terms that start with some bytes.
  fileprivate func places(startingWith prefix: ContiguousArray<UInt8>) throws(Damage) -> Range<Int> {
    let start = try lowerBound(prefix)
    var (low, high) = (start, count)
    while low < high {
      let middle = (low + high) / 2
      let term = try term(at: middle)
      if term.buffer.prefix(prefix.count).elementsEqual(prefix) { low = middle + 1 } else { high = middle }
    }
    return start..<low
  }

  /// Adds the items of some terms to a set.
  fileprivate func insert(_ places: Range<Int>, into found: inout Bitmap) throws(Damage) {
    for place in places {
      let cursor = try PostingCursor(try list(at: place))
      while cursor.item != PostingCursor.end {
        found.insert(Int(cursor.item))
        try cursor.next()
      }
    }
  }
}
