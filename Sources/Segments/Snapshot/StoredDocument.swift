package import Corpus

/// What a segment keeps of a document.
package struct StoredDocument: Hashable, Sendable {
  package var id: DocumentID
  package var uri: String
  package var source: String
  package var title: String?
  package var metadata: [String: MetadataValue]
  package var chunkCount: Int
}

/// What a segment keeps of a chunk.
package struct StoredChunk: Hashable, Sendable {
  package var ordinal: Int
  package var text: String
  package var location: Location
  package var tokenCount: Int
}
