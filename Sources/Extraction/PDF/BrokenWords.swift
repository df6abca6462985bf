/// Decides whether a hyphen at the end of a line belongs to the line or to the word.
///
/// It belongs to the line, and the halves are joined, when the joined word stands somewhere in the same document
/// unbroken: `struc-` and `tured` join where `structured` is found; `well-` and `known` stay apart. No dictionary, so
/// it works for every language, and a word that is never whole stays as printed.
struct BrokenWords {
  /// Hashes of the joined words that were found; a collision joins a word too many.
  private var confirmed: Set<UInt64> = []

  init(in pages: [PDFPage]) {
    var candidates: Set<UInt64> = []
    for page in pages {
      for (line, next) in zip(page.lines, page.lines.dropFirst()) {
        if let joined = Self.joined(page.text(of: line), page.text(of: next)) { candidates.insert(joined) }
      }
    }
    guard !candidates.isEmpty else { return }
    for page in pages {
      var word = WordHash()
      for byte in page.text {
        if word.add(byte) { continue }
        if candidates.contains(word.value) { confirmed.insert(word.value) }
        word = WordHash()
      }
      if candidates.contains(word.value) { confirmed.insert(word.value) }
    }
  }

  /// Whether the line's last word goes on in the next line, its hyphen dropped.
  func goOn(_ line: ArraySlice<UInt8>, _ next: ArraySlice<UInt8>) -> Bool {
    Self.joined(line, next).map(confirmed.contains) ?? false
  }

  /// The hash of the word that the two halves make; nil where no hyphen between two lower-case letters ends the line.
  private static func joined(_ line: ArraySlice<UInt8>, _ next: ArraySlice<UInt8>) -> UInt64? {
    guard line.last == UInt8(ascii: "-"), let first = next.first, WordHash.isLowercase(first) else { return nil }
    let half = line.dropLast()
    guard let last = half.last, WordHash.isLowercase(last) else { return nil }
    var word = WordHash()
    for byte in half.suffix(from: half.lastIndex { !WordHash.isLetter($0) }.map { $0 + 1 } ?? half.startIndex) {
      _ = word.add(byte)
    }
    for byte in next where !word.add(byte) { break }
    return word.value
  }
}

/// The FNV-1a hash of a word, letters of ASCII in lower case; bytes of other letters count as they are.
/// http://www.isthe.com/chongo/tech/comp/fnv/
private struct WordHash {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  /// - Returns: false when the byte ends the word.
  mutating func add(_ byte: UInt8) -> Bool {
    guard Self.isLetter(byte) else { return false }
    value = (value ^ UInt64(byte < 0x80 ? byte | 0x20 : byte)) &* 0x100_0000_01b3
    return true
  }

  static func isLetter(_ byte: UInt8) -> Bool { byte >= 0x80 || isLowercase(byte | 0x20) }
  static func isLowercase(_ byte: UInt8) -> Bool { byte >= 0x80 || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte }
}
