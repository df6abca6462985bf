extension Text {
  /// Whether a sentence ends before the white space at `end`, when what follows starts at `next`.
  ///
  /// A full stop ends none after an abbreviation, an initial or a list's number, nor where a small letter follows.
  func endsSentence(at end: Int, next: Int) -> Bool {
    guard end > 0 else { return false }
    // Letters and commas, nearly always: no need to look closer.
    if utf8[end - 1] < 0x80, !Self.mayEndSentence[Int(utf8[end - 1])] { return false }
    let stop = skippingClosers(before: end)
    guard stop > 0 else { return false }
    let (mark, length) = scalar(before: stop)
    if Self.isWideStop(mark) { return true }
    switch mark {
    case 0x2E: return !startsSmall(at: next) && !isAbbreviation(before: stop - length)
    case 0x21, 0x3F, 0x2026: return !startsSmall(at: next)
    case 0x61F, 0x6D4, 0x964, 0x965: return true
    default: return false
    }
  }

  /// Whether a sentence ends at an offset without white space, as in Chinese and Japanese.
  func endsWideSentence(at end: Int) -> Bool {
    guard end > 0, utf8[end - 1] >= 0x80 else { return false }
    let stop = skippingClosers(before: end)
    return stop > 0 && Self.isWideStop(scalar(before: stop).value)
  }

  /// Whether the scalar that ends at an offset is a comma of Chinese or Japanese.
  func endsWideClause(at end: Int) -> Bool {
    guard end > 0, utf8[end - 1] >= 0x80 else { return false }
    return [0x3001, 0xFF0C, 0xFF1A, 0xFF1B].contains(scalar(before: end).value)
  }

  /// Whether what stands at an offset belongs to the word before it: commas, stops, closing brackets.
  func closes(at offset: Int) -> Bool {
    switch utf8[offset] {
    case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "!"),
      UInt8(ascii: "?"), UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
      return true
    case ..<0x80: return false
    default:
      let mark = scalar(at: offset).value
      return Self.isCloser(mark) || Self.isWideStop(mark) || [0x3001, 0xFF0C, 0xFF1A, 0xFF1B].contains(mark)
    }
  }

  private static let mayEndSentence: [Bool] = (0..<128).map { ".!?\"')]}".utf8.contains(UInt8($0)) }

  private static let abbreviations: Set<String> = [
    "al", "approx", "apr", "aug", "ca", "cf", "ch", "co", "col", "corp", "dec", "dept", "dr", "ed", "eds", "eq", "eqs",
    "feb", "fig", "figs", "gen", "gov", "hon", "inc", "jan", "jr", "jul", "jun", "lt", "ltd", "mr", "mrs", "ms", "mt",
    "no", "nos", "nov", "oct", "pp", "prof", "ref", "refs", "rev", "sec", "sep", "sept", "sgt", "sr", "st", "vol", "vs",
  ]

  private static func isWideStop(_ scalar: UInt32) -> Bool {
    [0x3002, 0xFF01, 0xFF0E, 0xFF1F, 0xFF61].contains(scalar)
  }

  /// Quotes and brackets that may follow a sentence's mark.
  private static func isCloser(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x22, 0x27, 0x29, 0x5D, 0x7D, 0xBB, 0x2019, 0x201D, 0x300D, 0x300F, 0x3011, 0xFF09: true
    default: false
    }
  }

  private func skippingClosers(before end: Int) -> Int {
    var stop = end
    for _ in 0..<3 where stop > 0 {
      let (mark, length) = scalar(before: stop)
      guard Self.isCloser(mark) else { break }
      stop -= length
    }
    return stop
  }

  private func startsSmall(at offset: Int) -> Bool { offset < count && (0x61...0x7A).contains(utf8[offset]) }

  /// Whether the word before a full stop is known to be followed by one without an end of the sentence.
  private func isAbbreviation(before stop: Int) -> Bool {
    var start = stop
    while start > 0, stop - start < 8, Self.isWordByte(utf8[start - 1]) { start -= 1 }
    guard start < stop else { return false }
    let isWholeWord = start == 0 || !Self.isWordByte(utf8[start - 1])
    let word = utf8[start..<stop]
    if word.allSatisfy({ (0x30...0x39).contains($0) }) {
      return isWholeWord && word.count <= 3 && (start == 0 || isLineEnd(at: start - 1))
    }
    // An initial, and what is written with inner stops: J. Doe, e.g., U.S.
    if word.count == 1, isWholeWord, let letter = word.first, letter < 0x5B { return letter != UInt8(ascii: "I") }
    if start > 0, utf8[start - 1] == UInt8(ascii: "."), word.count < 3 { return true }
    return isWholeWord && Self.abbreviations.contains(String(decoding: word, as: UTF8.self).lowercased())
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte >= 0x80
  }
}
