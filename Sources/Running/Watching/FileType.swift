/// What a metric calls a kind of file: a word of a list, for media types come from a child that foreign bytes may steer.
package struct FileType: Hashable, Sendable {
  package let name: String

  /// - Parameter mediaType: nil where nobody got as far as to tell.
  package init(_ mediaType: String?) {
    guard let mediaType else {
      name = "unknown"
      return
    }
    name = Self.names[mediaType] ?? Self.families.first { mediaType.hasPrefix($0.prefix) }?.name ?? "other"
  }

  private static let names = [
    "text/html": "html", "application/xml": "xml", "application/pdf": "pdf", "application/epub+zip": "epub",
    "text/markdown": "markdown", "text/plain": "text", "text/csv": "csv", "text/tab-separated-values": "tsv",
    "application/json": "json", "application/jsonl": "jsonl", "message/rfc822": "email",
  ]

  /// Documents and their templates.
  private static let families: [(prefix: String, name: String)] = [
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.", "docx"),
    ("application/vnd.openxmlformats-officedocument.presentationml.", "pptx"),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.", "xlsx"),
    ("application/vnd.oasis.opendocument.text", "odt"),
    ("application/vnd.oasis.opendocument.presentation", "odp"),
    ("application/vnd.oasis.opendocument.spreadsheet", "ods"),
  ]
}
