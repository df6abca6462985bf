import Corpus
import Indexing

extension Document {
  /// A document of four lines, the last of which every tenth document has too.
  static func sample(_ uri: String) -> Document {
    let lines = (0..<3).map { "line \($0) of \(uri)" } + ["line shared by those that end in \(uri.suffix(1))"]
    return Document(uri: uri, mediaType: "text/plain", text: lines.joined(separator: "\n"))
  }

  /// A chunk a line, of five tokens each.
  var lines: [Chunk] {
    var start = 0
    return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { ordinal, line in
      defer { start += line.utf8.count + 1 }
      return Chunk(
        ordinal: ordinal, bytes: start..<(start + line.utf8.count), location: Location(start: 0, end: 1),
        tokenCount: 5, tokens: [101, 1, 2, 3, 102], digest: Digest(of: line))
    }
  }
}

extension Reading {
  static func sample(_ document: Document) -> Reading { Reading(digest: Digest(of: document.text), isRecent: false) }
}
