/// A place where a text may be cut: what is before ends at `end`, what is behind starts at `start`.
struct Cut {
  var end: Int
  var start: Int
  var boundary: Boundary

  /// The place to cut between two words, nil when there is none: before punctuation that closes, inside a grapheme.
  ///
  /// - Parameter gap: from the end of the last word's token to the start of the next one's.
  /// - Parameter start: the cut before this one.
  @inline(__always)
  static func best(in gap: Range<Int>, of text: Text, after start: Int) -> Cut? {
    guard gap.count == 1, text[gap.lowerBound] == 0x20, text[gap.upperBound] < 0x80 else {
      return Cut(in: gap, of: text, after: start)
    }
    let isSentence = text.endsSentence(at: gap.lowerBound, next: gap.upperBound)
    return Cut(end: gap.lowerBound, start: gap.upperBound, boundary: isSentence ? .sentence : .word)
  }

  private init(end: Int, start: Int, boundary: Boundary) {
    (self.end, self.start, self.boundary) = (end, start, boundary)
  }

  private init?(in gap: Range<Int>, of text: Text, after last: Int) {
    let found = Gap(gap, in: text)
    (end, start) = (found.whiteSpace.lowerBound, found.whiteSpace.upperBound)
    if end == start {
      guard !text.closes(at: start), text.isGraphemeBoundary(start, after: last) else { return nil }
      boundary = text.endsWideSentence(at: end) ? .sentence : text.endsWideClause(at: end) ? .word : .joint
      return
    }
    switch found.lineEnds {
    case 0: boundary = text.endsSentence(at: end, next: start) ? .sentence : .word
    case 1: boundary = Self.isFullLine(before: end, next: start, in: text) ? .line : .wrap
    // What a colon announces, an example or a list, had better stay with it.
    default: boundary = text[end - 1] == UInt8(ascii: ":") ? .line : .paragraph
    }
    // A mark may sit on the last blank, which then belongs to it.
    if text.isGraphemeBoundary(start, after: last) { return }
    start -= text.scalar(before: start).length
    guard text.isGraphemeBoundary(start, after: last) else { return nil }
  }

  /// Whether a line break was meant, and not put there to wrap a paragraph: after a sentence, a colon or a bracket of
  /// code, before an indented line or a bullet.
  private static func isFullLine(before end: Int, next: Int, in text: Text) -> Bool {
    guard next < text.count, end > 0 else { return true }
    if ":;{}|".utf8.contains(text[end - 1]) || text.endsSentence(at: end, next: next) { return true }
    if text[next - 1] == 0x20 || text[next - 1] == 0x09 { return true }
    let isPunctuation = (0x21...0x7E).contains(text[next]) && !Self.isLetterOrDigit(text[next])
    return isPunctuation && !"(\"'`[$".utf8.contains(text[next])
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
  }
}
