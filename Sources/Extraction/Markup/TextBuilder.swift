import Glibc

/// Writes text the way a browser lays it out: white space collapsed, breaks and markers held back until text follows.
///
/// Because everything between two words is pending until the second comes, nothing trails and nothing doubles: an empty
/// paragraph leaves no gap, an empty list item no dash. Offsets are of UTF-8 bytes.
struct TextBuilder: ~Copyable {
  private var bytes: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private(set) var count = 0

  // What stands between the last character written and the next.
  private var pending = false
  private var space = false
  private var newlines = 0
  private var cells = 0
  private var marker: Int?
  /// At the start of an item or a cell, where a paragraph begins without a break.
  private var isFresh = false
  /// Where the current row began, and where the last marker or cell separator ended.
  private var rowStart = 0
  private var markerEnd = 0

  init() {
    capacity = 4096
    bytes = .allocate(capacity: capacity)
  }

  deinit { bytes.deallocate() }

  // MARK: Breaks

  /// What follows starts on a new line.
  mutating func breakLine() { breakLines(1) }

  /// What follows is a new paragraph.
  mutating func breakParagraph() { breakLines(2) }

  private mutating func breakLines(_ lines: Int) {
    guard !isFresh else { return }
    newlines = max(newlines, lines)
    pending = true
  }

  /// White space: one space, if text follows on the same line.
  mutating func breakWord() {
    space = true
    pending = true
  }

  /// A heading stands on lines of its own even in a list or a table.
  mutating func breakForHeading() {
    isFresh = false
    marker = nil
    cells = 0
    breakParagraph()
  }

  // MARK: Lists and tables

  /// - Parameter depth: lists around the item, itself included.
  mutating func openItem(depth: Int) {
    breakLine()
    marker = min(depth, 8)
    isFresh = true
    pending = true
  }

  mutating func closeItem() {
    marker = nil
    isFresh = false
    breakLine()
  }

  mutating func openRow() {
    breakLine()
    cells = 0
    rowStart = count
  }

  mutating func closeRow() {
    cells = 0
    breakLine()
  }

  /// - Parameter isFirst: of its row.
  mutating func openCell(isFirst: Bool) {
    if !isFirst {
      if count > rowStart { newlines = 0 }
      cells += 1
    }
    isFresh = true
    pending = true
  }

  /// A definition continues where its first paragraph would.
  mutating func openDefinition() {
    breakLine()
    isFresh = true
  }

  mutating func closeContainer() { isFresh = false }

  // MARK: Text

  /// Appends text with its white space collapsed.
  mutating func append(_ text: UnsafePointer<UInt8>, _ length: Int) {
    var offset = 0
    while offset < length {
      let byte = text[offset]
      if byte <= 0x20 {
        breakWord()
        offset += 1
        continue
      }
      if byte == 0xC2, offset + 1 < length, let special = Self.special(text[offset + 1]) {
        appendSpecial(special)
        offset += 2
        continue
      }
      if pending { writePending() }
      offset += writeWords(text + offset, length - offset)
    }
  }

  /// Writes words that have one byte of white space between them, and returns how many bytes they were.
  /// - Precondition: a word comes first, and nothing is pending.
  private mutating func writeWords(_ text: UnsafePointer<UInt8>, _ length: Int) -> Int {
    reserve(length)
    let target = bytes + count
    var offset = 0
    repeat {
      let byte = text[offset]
      if byte > 0x20 {
        if byte == 0xC2, offset > 0 { break }
        target[offset] = byte
      } else {
        // What ends with white space, or has more of it, is for the caller.
        guard offset + 1 < length, text[offset + 1] > 0x20, text[offset + 1] != 0xC2 else { break }
        target[offset] = 0x20
      }
      offset += 1
    } while offset < length
    count += offset
    return offset
  }

  /// Appends text with its white space as it is.
  mutating func appendPreformatted(_ text: UnsafePointer<UInt8>, _ length: Int) {
    guard length > 0 else { return }
    if pending { writePending() }
    var start = 0
    for offset in 0..<length where text[offset] == 0xC2 && offset + 1 < length && offset >= start {
      guard let special = Self.special(text[offset + 1]) else { continue }
      write(text + start, offset - start)
      if case .space = special { write(" ") } else { appendSpecial(special) }
      start = offset + 2
    }
    write(text + start, length - start)
  }

  mutating func appendPreformatted(_ text: StaticString) { appendPreformatted(text.utf8Start, text.utf8CodeUnitCount) }

  mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { if let start = $0.baseAddress { append(start, $0.count) } }
  }

  // MARK: Places

  var endsLine: Bool { count > 0 && bytes[count - 1] == 0x0A }

  /// What was written since an offset, without the marker or separator that came first and white space at either end.
  func content(from start: Int) -> Range<Int> { trimmed(min(max(start, markerEnd), count)..<count) }

  /// Takes back white space written since an offset.
  mutating func trim(to floor: Int) {
    while count > floor, bytes[count - 1] <= 0x20 { count -= 1 }
  }

  func text(_ range: Range<Int>) -> String {
    let range = range.clamped(to: 0..<count)
    return String(decoding: UnsafeBufferPointer(start: bytes + range.lowerBound, count: range.count), as: UTF8.self)
  }

  /// Up to so many bytes of a range on one line, cut between characters.
  func line(_ range: Range<Int>, upTo limit: Int) -> String {
    let range = range.clamped(to: 0..<count)
    var end = min(range.upperBound, range.lowerBound + limit)
    while end < range.upperBound, end > range.lowerBound, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    let line = text(trimmed(range.lowerBound..<end))
    return line.utf8.contains { $0 < 0x20 } ? line.onOneLine : line
  }

  /// The range without white space at either end.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var range = range.clamped(to: 0..<count)
    while let first = range.first, bytes[first] <= 0x20 { range = first + 1..<range.upperBound }
    while let last = range.last, bytes[last] <= 0x20 { range = range.lowerBound..<last }
    return range
  }

  // MARK: Writing

  private mutating func writePending() {
    pending = false
    isFresh = false
    if newlines > 0, count > 0 {
      write(newlines > 1 ? "\n\n" : "\n")
      space = false
    }
    if cells > 0 {
      if count == 0 || bytes[count - 1] == 0x0A { write("|") } else { write(" |") }
      for _ in 1..<cells { write("  |") }
      write(" ")
      markerEnd = count
    }
    if let marker {
      for _ in 1..<max(marker, 1) { write("  ") }
      write("- ")
      markerEnd = count
    } else if space, cells == 0, count > 0, bytes[count - 1] > 0x20 {
      write(" ")
    }
    newlines = 0
    cells = 0
    marker = nil
    space = false
  }

  private mutating func write(_ text: StaticString) { write(text.utf8Start, text.utf8CodeUnitCount) }

  private mutating func write(_ text: UnsafePointer<UInt8>, _ length: Int) {
    reserve(length)
    memcpy(bytes + count, text, length)
    count += length
  }

  /// Makes room for so many bytes more.
  private mutating func reserve(_ length: Int) {
    if count + length > capacity { grow(to: count + length) }
  }

  private mutating func grow(to needed: Int) {
    capacity = max(needed, capacity * 2)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    memcpy(larger, bytes, count)
    bytes.deallocate()
    bytes = larger
  }
}

extension TextBuilder {
  private enum Special {
    case space, nothing
    case character(Unicode.Scalar)
  }

  /// Of the characters that begin with the byte C2, those that are not what they seem: the no-break space, the soft
  /// hyphen, and the controls that old pages mean as windows-1252 (`&#150;` is a dash to every browser).
  private static func special(_ second: UInt8) -> Special? {
    switch second {
    case 0xA0: .space
    case 0xAD: .nothing
    case 0x80..<0xA0: windows1252[Int(second) - 0x80].map(Special.character) ?? .nothing
    default: nil
    }
  }

  private mutating func appendSpecial(_ special: Special) {
    switch special {
    case .space: breakWord()
    case .nothing: break
    case .character(let character): append(String(Character(character)))
    }
  }

  private static let windows1252: [Unicode.Scalar?] = [
    "€", nil, "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", nil, "Ž", nil,
    nil, "‘", "’", "“", "”", "•", "–", "—", "˜", "™", "š", "›", "œ", nil, "ž", "Ÿ",
  ]
}
