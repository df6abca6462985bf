import Corpus
import Foundation
import Retrieval

/// A hit on the page: title, where it stands, the passage, and why it is here.
struct HitCard {
  let hit: Hit
  let highlighter: Highlighter
  /// A generation that was asked for by its number.
  let generation: Int?
  let pipeline: String

  var html: HTML {
    """
    <li class="hit"><article>
    <p class="place"><span dir="auto">\(hit.uri)</span>\(pages)</p>
    <h2 dir="auto">\(hit.title ?? hit.uri)</h2>
    \(path)
    <p class="passage" dir="auto">\(highlighter.marked(hit.text))</p>
    \(reason)
    </article></li>
    """
  }

  /// The headings above the passage, but for a first one that repeats the title.
  private var path: HTML? {
    let headings = hit.location.headings.drop { Self.isSame($0, hit.title) }
    return headings.isEmpty ? nil : "<p class=\"path\" dir=\"auto\">\(headings.joined(separator: " › "))</p>"
  }

  /// However the words are spaced.
  private static func isSame(_ heading: String, _ title: String?) -> Bool {
    heading.split(whereSeparator: \.isWhitespace) == (title ?? "").split(whereSeparator: \.isWhitespace)
  }

  private var pages: HTML? {
    guard let first = hit.location.firstPage else { return nil }
    let last = hit.location.lastPage ?? first
    return first == last ? " · page \(first)" : " · pages \(first)–\(last)"
  }

  private var reason: HTML {
    let version: HTML = generation.map { "?pipeline=\(pipeline)&amp;generation=\($0)" } ?? ""
    return """
      <details><summary>Number \(hit.rank) · score \(String(format: "%.4f", hit.score))</summary>
      \(appearances)
      <p><a href="/api/v1/chunks/\(hit.chunk)\(version)">The passage</a> and \
      <a href="/api/v1/documents/\(hit.document.description)\(version)">the whole document</a>, as the API gives them.</p>
      </details>
      """
  }

  private var appearances: HTML? {
    guard let appearances = hit.explanation, !appearances.isEmpty else { return nil }
    let rows = appearances.map { appearance in
      """
      <tr><td>\(appearance.list)</td><td>\(appearance.rank)</td>\
      <td>\(String(format: "%.4f", appearance.score))</td></tr>
      """ as HTML
    }
    return """
      <table><tr><th scope="col">Found by</th><th scope="col">Place there</th><th scope="col">Score there</th></tr>
      \(rows)</table>
      """
  }
}
