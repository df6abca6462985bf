import Corpus
import Foundation
import Retrieval

/// What `search -o json` prints: a stable contract (docs/cli.md).
struct SearchAnswer: Encodable {
  let strategy: Strategy
  let generation: Int
  let tookMs: Double
  let hits: [Hit]

  init(_ result: SearchResult, generation: Int, milliseconds: Double) {
    strategy = result.strategy
    self.generation = generation
    tookMs = (milliseconds * 1000).rounded() / 1000
    hits = result.hits
  }

  /// Hits for people: title, place, and the beginning of the text.
  var text: String {
    if hits.isEmpty { return "nothing found" }
    return hits.map { hit in
      var lines = ["\(hit.rank). \(hit.title ?? hit.uri)  (\(String(format: "%.4f", hit.score)))"]
      lines.append("   \(hit.uri)\(hit.place)")
      for appearance in hit.explanation ?? [] {
        let score = String(format: "%.4f", appearance.score)
        lines.append("   \(appearance.list): rank \(appearance.rank), score \(score)")
      }
      lines += Self.excerpt(hit.text).map { "   │ \($0)" }
      return lines.joined(separator: "\n")
    }.joined(separator: "\n\n")
  }

  /// The first lines that hold something, cut to a terminal's width.
  private static func excerpt(_ text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).prefix(4).map { $0.count > 110 ? $0.prefix(109) + "…" : String($0) }
  }
}

extension Hit {
  /// Pages and headings, where it has any.
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
