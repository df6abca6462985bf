extension Text {
  /// The length of the white-space scalar at an offset; 0 when there is none.
  @inline(__always)
  func whiteSpaceLength(at offset: Int) -> Int {
    let byte = utf8[offset]
    if byte < 0x80 { return byte == 0x20 || (0x09...0x0D).contains(byte) ? 1 : 0 }
    guard byte == 0xC2 || (0xE1...0xE3).contains(byte) else { return 0 }
    let (value, length) = scalar(at: offset)
    return Self.isWhiteSpace(value) ? length : 0
  }

  /// The length of the white-space scalar that ends at an offset above 0; 0 when there is none.
  @inline(__always)
  func whiteSpaceLength(before offset: Int) -> Int {
    if utf8[offset - 1] < 0x80 { return whiteSpaceLength(at: offset - 1) }
    let (value, length) = scalar(before: offset)
    return Self.isWhiteSpace(value) ? length : 0
  }

  /// A stretch without the white space at its ends, as far as no grapheme is split by that.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end {
      let length = whiteSpaceLength(at: start)
      if length == 0 { break }
      start += length
    }
    while end > start {
      let length = whiteSpaceLength(before: end)
      if length == 0 { break }
      end -= length
    }
    // A mark may sit on the last blank, which then belongs to it.
    if start > range.lowerBound, start < end, !isGraphemeBoundary(start) { start -= scalar(before: start).length }
    return start..<end
  }

  /// Whether a line ends with the white-space scalar at an offset; the two of CR LF count once.
  func isLineEnd(at offset: Int) -> Bool {
    switch utf8[offset] {
    case 0x0A: true
    case 0x0B, 0x0C: true
    case 0x0D: offset + 1 == count || utf8[offset + 1] != 0x0A
    case 0xC2: scalar(at: offset).value == 0x85
    case 0xE2: [0x2028, 0x2029].contains(scalar(at: offset).value)
    default: false
    }
  }

  /// The code points of Unicode's property White_Space beyond ASCII.
  private static func isWhiteSpace(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }
}
