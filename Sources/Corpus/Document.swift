/// What extraction found in one source object, or in one member or row of it: the text to search, and its structure.
package struct Document: Hashable, Sendable, Codable {
  /// The path below the source's root, with `!/inner/path` for a member of an archive and `#id` for a row.
  package var uri: String
  package var title: String?
  /// What the bytes were, such as `text/html`; decided by content, not by name.
  package var mediaType: String
  /// The text; paragraphs are separated by an empty line, preformatted text is kept as written.
  package var text: String
  /// Headings in the order of the text.
  package var headings: [Heading]
  /// Where each page starts, in the order of the text; empty for formats without pages.
  package var pages: [PageStart]
  package var links: [Link]
  package var metadata: [String: MetadataValue]

  package init(
    uri: String, title: String? = nil, mediaType: String, text: String, headings: [Heading] = [],
    pages: [PageStart] = [], links: [Link] = [], metadata: [String: MetadataValue] = [:]
  ) {
    self.uri = uri
    self.title = title
    self.mediaType = mediaType
    self.text = text
    self.headings = headings
    self.pages = pages
    self.links = links
    self.metadata = metadata
  }
}
