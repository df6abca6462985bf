import Corpus
import Foundation
import Retrieval

/// What `search -o json` prints: a stable contract (docs/cli.md).
struct SearchAnswer: Encodable {
  let strategy: String
  let generation: Int
  let tookMs: Double
  let hits: [Hit]

  struct Hit: Encodable {
    let rank: Int
    let score: Double
    let uri: String
    let source: String
    let title: String?
    let text: String
    let location: Location
    let metadata: [String: MetadataValue]
    let document: String
    let chunk: String
    let explanation: SearchHit.Explanation?
  }

  init(_ result: SearchResult, generation: Int, milliseconds: Double) {
    strategy = result.strategy
    self.generation = generation
    tookMs = (milliseconds * 1000).rounded() / 1000
    hits = result.hits.map { hit in
      Hit(
        rank: hit.rank, score: hit.score, uri: hit.uri, source: hit.source, title: hit.title, text: hit.text,
        location: hit.location, metadata: hit.metadata, document: hit.document.description, chunk: hit.chunk,
        explanation: hit.explanation)
    }
  }

  /// Hits for people: title, place, and the beginning of the text.
  var text: String {
    if hits.isEmpty { return "nothing found" }
    return hits.map { hit in
      var lines = ["\(hit.rank). \(hit.title ?? hit.uri)  (\(String(format: "%.4f", hit.score)))"]
      lines.append("   \(hit.uri)\(hit.place)")
      if let explanation = hit.explanation { lines.append("   \(explanation)") }
      lines += Self.excerpt(hit.text).map { "   │ \($0)" }
      return lines.joined(separator: "\n")
    }.joined(separator: "\n\n")
  }

  /// The first lines that hold something, cut to a terminal's width.
  private static func excerpt(_ text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).prefix(4).map { $0.count > 110 ? $0.prefix(109) + "…" : String($0) }
  }
}

extension SearchAnswer.Hit {
  fileprivate var place: String {
    var place = ""
    if let first = location.firstPage {
      let last = location.lastPage ?? first
      place += first == last ? ", page \(first)" : ", pages \(first)–\(last)"
    }
    if !location.headings.isEmpty { place += " › " + location.headings.joined(separator: " › ") }
    return place
  }
}
