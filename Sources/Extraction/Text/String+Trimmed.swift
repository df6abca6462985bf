extension StringProtocol {
  /// Without white space at either end.
  var trimmed: String {
    let start = drop { $0.isWhitespace }
    return String(start.reversed().drop { $0.isWhitespace }.reversed())
  }

  /// On one line: every run of white space is one space, none at either end.
  var onOneLine: String { split { $0.isWhitespace }.joined(separator: " ") }
}

extension String {
  /// Without empty lines at the start and white space at the end.
  var trimmingLines: String {
    var text = Substring(self)
    while let last = text.unicodeScalars.last, last.properties.isWhitespace { text.unicodeScalars.removeLast() }
    while let end = text.firstIndex(where: { $0 == "\n" }), text[..<end].allSatisfy(\.isWhitespace) { text = text[text.index(after: end)...] }
    return String(text)
  }
}
