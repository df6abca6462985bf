extension Text {
  /// The end of a stretch that starts at an offset: of the length wanted, and as much more, up to double, as it takes
  /// to come to an empty line, or else to a line's end or a blank, or else less, to whole graphemes. All that remains,
  /// if that is no more than double.
  ///
  /// - Parameter start: where a grapheme starts.
  func stretchEnd(from start: Int, length: Int) -> Int {
    guard count - start > 2 * length else { return count }
    var (lineEnd, blank): (Int?, Int?)
    for offset in (start + length)..<(start + 2 * length) {
      if utf8[offset] == 0x0A {
        if utf8[offset + 1] == 0x0A { return offset }
        lineEnd = lineEnd ?? offset
      } else if utf8[offset] == 0x20 {
        blank = blank ?? offset
      }
    }
    if let end = lineEnd ?? blank { return end }
    return graphemes(in: start..<count, atMost: length, longest: 2 * length).upperBound
  }
}
