package import Corpus

/// A whole document on its way into a segment.
package struct SegmentDocument: Hashable, Sendable {
  package var id: DocumentID
  package var source: String
  package var uri: String
  package var title: String?
  package var metadata: [String: MetadataValue]
  package var chunks: [SegmentChunk]

  package init(
    id: DocumentID, source: String, uri: String, title: String?, metadata: [String: MetadataValue] = [:],
    chunks: [SegmentChunk]
  ) {
    self.id = id
    self.source = source
    self.uri = uri
    self.title = title
    self.metadata = metadata
    self.chunks = chunks
  }
}

/// A chunk with all that a search needs of it.
package struct SegmentChunk: Hashable, Sendable {
  package var ordinal: Int
  package var text: String
  package var location: Location
  /// Tokens in the model's own counting.
  package var tokenCount: Int
  /// As many floats as the segment's dimension; need not be of unit length.
  package var vector: [Float]

  package init(ordinal: Int, text: String, location: Location, tokenCount: Int, vector: [Float]) {
    self.ordinal = ordinal
    self.text = text
    self.location = location
    self.tokenCount = tokenCount
    self.vector = vector
  }
}
