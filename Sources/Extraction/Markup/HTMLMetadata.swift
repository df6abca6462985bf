import Corpus

/// What a page's head says about it.
struct HTMLMetadata {
  var language: String?
  private(set) var values: [String: MetadataValue] = [:]
  private(set) var title: String?
  /// Whether it sends its readers to another page at once.
  private(set) var redirects = false

  /// Reads a `meta` element; the first of several with the same meaning counts.
  mutating func read(_ attributes: HTMLAttributes) {
    guard let content = attributes["content"]?.onOneLine, !content.isEmpty else { return }
    if attributes["http-equiv"]?.lowercased() == "refresh" {
      redirects = content.hasPrefix("0") && content.lowercased().contains("url=")
    }
    guard let name = (attributes["name"] ?? attributes["property"])?.lowercased() else { return }
    if name == "og:title" || name == "dc.title" { title = title ?? content }
    guard let key = Self.keys[name], values[key] == nil else { return }
    if key == "keywords" {
      let keywords = content.split(separator: ",").map { $0.trimmed }.filter { !$0.isEmpty }
      values[key] = .list(keywords.map(MetadataValue.string))
    } else {
      values[key] = .string(content)
    }
  }

  private static let keys: [String: String] = [
    "description": "description", "og:description": "description", "dc.description": "description",
    "dcterms.description": "description",
    "author": "author", "dc.creator": "author", "dcterms.creator": "author", "article:author": "author",
    "date": "date", "dc.date": "date", "dcterms.date": "date", "dcterms.created": "date",
    "article:published_time": "date",
    "keywords": "keywords", "dc.subject": "keywords",
  ]
}
