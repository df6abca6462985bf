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

  /// The passage, its words marked; a long one cut to the surroundings of the first mark.
  ///
  /// - Parameter most: characters to show.
  func marked(_ passage: String, most: Int = 900) -> HTML {
    var (pieces, first, length) = ([(text: Substring, isMarked: Bool)](), nil as Int?, 0)
    var rest = passage[...]
    while let start = rest.first {
      let isWord = start.isLetter || start.isNumber
      let end = rest.firstIndex { ($0.isLetter || $0.isNumber) != isWord } ?? rest.endIndex
      let piece = rest[..<end]
      let isMarked = isWord && matches(piece)
      if isMarked, first == nil { first = length }
      pieces.append((piece, isMarked))
      length += piece.count
      rest = rest[end...]
    }
    let from = length > most ? max(0, (first ?? 0) - most / 4) : 0
    return Self.window(pieces, from: from, most: most, length: length)
  }

  private static func window(
    _ pieces: [(text: Substring, isMarked: Bool)], from: Int, most: Int, length: Int
  ) -> HTML {
    var (place, shown) = (0, [HTML]())
    if from > 0 { shown.append("… ") }
    for piece in pieces where place < from + most {
      if place >= from { shown.append(piece.isMarked ? "<mark>\(String(piece.text))</mark>" : "\(String(piece.text))") }
      place += piece.text.count
    }
    if length > from + most { shown.append(" …") }
    return HTML(joining: shown)
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
