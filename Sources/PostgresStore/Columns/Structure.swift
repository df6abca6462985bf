import Corpus

/// What a document has besides its text, as one JSON column.
struct Structure: Codable {
  var headings: [Heading]
  var pages: [PageStart]
  var links: [Link]
  var metadata: [String: MetadataValue]

  init(of document: Document) {
    headings = document.headings
    pages = document.pages
    links = document.links
    metadata = document.metadata
  }
}
