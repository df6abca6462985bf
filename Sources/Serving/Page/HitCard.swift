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
    <h2 dir="auto">\(hit.title ?? hit.uri)</h2>
    \(path)
    <p class="passage" dir="auto">\(highlighter.marked(hit.text))</p>
    <p class="meta">\(place)</p>
    \(reason)
    </article></li>
    """
  }

  /// The headings above the passage.
  private var path: HTML? {
    hit.location.headings.isEmpty
      ? nil : "<p class=\"path\" dir=\"auto\">\(hit.location.headings.joined(separator: " › "))</p>"
  }

  private var place: HTML {
    var pages: HTML = ""
    if let first = hit.location.firstPage {
      let last = hit.location.lastPage ?? first
      pages = first == last ? " · page \(first)" : " · pages \(first)–\(last)"
    }
    let version: HTML = generation.map { "?pipeline=\(pipeline)&amp;generation=\($0)" } ?? ""
    return """
      <span dir="auto">\(hit.uri)</span>\(pages) · score \(String(format: "%.4f", hit.score)) \
      · <a href="/api/v1/chunks/\(hit.chunk)\(version)">passage</a> \
      · <a href="/api/v1/documents/\(hit.document.description)\(version)">document</a>
      """
  }

  private var reason: HTML? {
    guard let appearances = hit.explanation, !appearances.isEmpty else { return nil }
    let rows = appearances.map { appearance in
      """
      <tr><td>\(appearance.list)</td><td>\(appearance.rank)</td>\
      <td>\(String(format: "%.4f", appearance.score))</td></tr>
      """ as HTML
    }
    return """
      <details><summary>Why it is number \(hit.rank)</summary>
      <table><tr><th scope="col">List</th><th scope="col">Place</th><th scope="col">Score there</th></tr>
      \(rows)</table></details>
      """
  }
}
