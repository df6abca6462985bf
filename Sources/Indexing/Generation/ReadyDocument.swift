package import Corpus

/// A document with everything a segment needs.
package struct ReadyDocument: Sendable {
  package var row: Int64
  package var id: DocumentID
  package var source: String
  package var document: Document
  package var chunks: [ReadyChunk]

  package init(row: Int64, id: DocumentID, source: String, document: Document, chunks: [ReadyChunk]) {
    self.row = row
    self.id = id
    self.source = source
    self.document = document
    self.chunks = chunks
  }
}

/// A chunk with its vector.
package struct ReadyChunk: Sendable {
  package var ordinal: Int
  package var text: String
  package var location: Location
  package var tokenCount: Int
  package var vector: [Float]

  package init(ordinal: Int, text: String, location: Location, tokenCount: Int, vector: [Float]) {
    self.ordinal = ordinal
    self.text = text
    self.location = location
    self.tokenCount = tokenCount
    self.vector = vector
  }
}
