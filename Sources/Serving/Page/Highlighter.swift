import Foundation

/// Finds in a passage the words that a query asks for, in any of their endings, as well as can be told without the
/// index's own analysis of the language.
struct Highlighter {
  private let wanted: [[Character]]

  /// Words that say nothing by themselves.
  private static let idle: Set<String> = [
    "a", "an", "and", "are", "as", "at", "be", "by", "can", "do", "does", "for", "from", "how", "i", "in", "is", "it",
    "of", "on", "or", "that", "the", "this", "to", "was", "what", "when", "where", "which", "who", "why", "with",
  ]

  init(query: String) {
    let words = query.split { !$0.isLetter && !$0.isNumber }.prefix(64).map { Self.folded($0) }
    wanted = Set(words).subtracting(Self.idle).map(Array.init)
  }

  /// The passage, its words marked and empty lines left out; of a long one, the part that says most about the query.
  ///
  /// - Parameter most: characters to show.
  func marked(_ passage: String, most: Int = 520) -> HTML {
    let pieces = pieces(of: Self.withoutEmptyLines(passage))
    let length = pieces.last.map { $0.start + $0.text.count } ?? 0
    guard length > most else { return HTML(joining: pieces.map(\.html)) }
    let start = min(Self.start(of: pieces, most: most), length - most)
    let shown = pieces.filter { $0.start >= start && $0.start < start + most }
    let isCut = (shown.last?.start ?? 0) < (pieces.last?.start ?? 0)
    return "\(start > 0 ? "… " : "")\(shown.map(\.html))\(isCut ? " …" : "")"
  }

  /// A word, or what stands between two.
  private struct Piece {
    var text: Substring
    /// In characters of the passage.
    var start: Int
    /// The word as it is compared; nil for one that is not asked for.
    var mark: String?

    var html: HTML { mark == nil ? "\(String(text))" : "<mark>\(String(text))</mark>" }
  }

  private func pieces(of passage: String) -> [Piece] {
    var (pieces, place, rest) = ([Piece](), 0, passage[...])
    while let start = rest.first {
      let isWord = start.isLetter || start.isNumber
      let end = rest.firstIndex { ($0.isLetter || $0.isNumber) != isWord } ?? rest.endIndex
      let text = rest[..<end]
      pieces.append(Piece(text: text, start: place, mark: isWord && matches(text) ? Self.folded(text) : nil))
      place += text.count
      rest = rest[end...]
    }
    return pieces
  }

  /// Where to begin so as to show the most of the words asked for, different ones above all.
  private static func start(of pieces: [Piece], most: Int) -> Int {
    let marks = pieces.filter { $0.mark != nil }
    var best = (start: 0, worth: 0)
    for (place, first) in marks.enumerated() {
      let inside = marks[place...].prefix { $0.start < first.start + most * 5 / 6 }
      let worth = 8 * Set(inside.map { $0.mark?.prefix(5) ?? "" }).count + inside.count
      if worth > best.worth { best = (max(0, first.start - most / 6), worth) }
    }
    return best.start
  }

  private static func withoutEmptyLines(_ passage: String) -> String {
    passage.split(whereSeparator: \.isNewline).filter { line in line.contains { !$0.isWhitespace } }
      .joined(separator: "\n")
  }

  private func matches(_ word: Substring) -> Bool {
    let word = Self.folded(word)
    return !Self.idle.contains(word) && wanted.contains { Self.isSame($0, Array(word)) }
  }

  /// Equal, or long enough and different in a short ending only.
  private static func isSame(_ a: [Character], _ b: [Character]) -> Bool {
    if a == b { return true }
    let shorter = min(a.count, b.count)
    guard shorter >= 4, abs(a.count - b.count) <= 3 else { return false }
    return zip(a, b).prefix { $0 == $1 }.count >= max(4, shorter - 1)
  }

  private static func folded(_ word: Substring) -> String {
    if word.utf8.allSatisfy({ $0 < 0x80 }) { return word.lowercased() }
    return word.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
  }
}
