extension Text {
  /// How far back a grapheme is looked for; what people write is shorter.
  private static let lookBehind = 128

  /// Whether a character, as people see it, ends and another starts at the offset of a scalar.
  ///
  /// - Parameter boundary: an offset before where this is known to be so.
  func isGraphemeBoundary(_ offset: Int, after boundary: Int = 0) -> Bool {
    guard offset > 0, offset < count else { return true }
    let (next, last) = (utf8[offset], utf8[offset - 1])
    if next < 0x80, last < 0x80 { return !(last == 0x0D && next == 0x0A) }
    let (scalar, length) = scalar(at: offset)
    if Self.neverExtends(scalar), Self.neverPrepends(self.scalar(before: offset).value) { return true }
    let start = scalarStart(atOrBefore: max(offset - Self.lookBehind, boundary))
    let context = string(start..<(offset + length))
    return context.utf8.distance(from: context.index(before: context.endIndex), to: context.endIndex) == length
  }

  /// The longest run of whole graphemes from one boundary, of at most so many bytes; the first grapheme even when it
  /// is longer, up to `longest`. Beyond that only scalars are kept whole.
  func graphemes(in range: Range<Int>, atMost limit: Int, longest: Int) -> Range<Int> {
    if range.count <= limit { return range }
    let end = scalarStart(atOrBefore: range.lowerBound + limit)
    let window = string(range.lowerBound..<end)
    // The last grapheme may go on behind the window.
    let last = window.utf8.distance(from: window.startIndex, to: window.indices.last ?? window.startIndex)
    if last > 0 { return range.lowerBound..<(range.lowerBound + last) }
    let wide = string(range.lowerBound..<scalarStart(atOrBefore: min(range.lowerBound + longest, range.upperBound)))
    let first = wide.utf8.distance(from: wide.startIndex, to: wide.index(after: wide.startIndex))
    if first < wide.utf8.count || range.count <= longest { return range.lowerBound..<(range.lowerBound + first) }
    return scalars(in: range, atMost: limit)
  }

  /// The longest run of scalars of at most so many bytes, but at least one.
  func scalars(in range: Range<Int>, atMost limit: Int) -> Range<Int> {
    let end = scalarStart(atOrBefore: min(range.lowerBound + limit, range.upperBound))
    return range.lowerBound..<max(end, range.lowerBound + scalar(at: range.lowerBound).length)
  }

  /// Frequent scalars that start a grapheme after anything that does not prepend (UAX #29).
  private static func neverExtends(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x20..<0x7F, 0xC0..<0x300, 0x370..<0x483, 0x2010..<0x2028, 0x3001..<0x3020, 0x3041..<0x3097, 0x30A1..<0x30FB,
      0x3400..<0xA000, 0xFF01..<0xFF9E:
      true
    default: false
    }
  }

  /// Frequent scalars that hold on to nothing after them but marks.
  private static func neverPrepends(_ scalar: UInt32) -> Bool {
    scalar < 0x600 && scalar != 0x0D || 0x2010..<0x2028 ~= scalar || 0x3001..<0xA000 ~= scalar
      || 0xFF01..<0xFF9E ~= scalar
  }
}
