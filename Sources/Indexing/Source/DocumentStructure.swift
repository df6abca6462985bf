package import Corpus

/// What a document has besides its text: what catalogues keep as one JSON column.
package struct DocumentStructure: Codable, Sendable {
  package var headings: [Heading]
  package var pages: [PageStart]
  package var links: [Link]
  package var metadata: [String: MetadataValue]

  package init(of document: Document) {
    headings = document.headings
    pages = document.pages
    links = document.links
    metadata = document.metadata
  }
}
