/// Where one document stands.
package struct ItemReport: Hashable, Sendable, Codable {
  package var source: String
  package var uri: String
  package var title: String?
  package var mediaType: String
  /// UTF-8 bytes of its text.
  package var bytes: Int
  /// Chunks it was cut into; nil before that.
  package var chunks: Int?
  /// Chunks that have a vector.
  package var embedded: Int
  package var indexed: Bool

  package init(
    source: String, uri: String, title: String?, mediaType: String, bytes: Int, chunks: Int?, embedded: Int,
    indexed: Bool
  ) {
    self.source = source
    self.uri = uri
    self.title = title
    self.mediaType = mediaType
    self.bytes = bytes
    self.chunks = chunks
    self.embedded = embedded
    self.indexed = indexed
  }
}
