/// What a search sees: an immutable list of segments, each with the documents that no longer count.
package struct Revision: Hashable, Sendable {
  package var generation: Int
  package var number: Int
  package var segments: [Entry]
  /// Seconds since 1970.
  package var createdAt: Double

  package struct Entry: Hashable, Sendable {
    /// File name below the segments' folder.
    package var segment: String
    package var documents: Int
    package var chunks: Int
    package var bytes: Int
    /// Serialised tombstones of `Segments`; empty when every document counts.
    package var tombstones: [UInt8]
    package var deleted: Int

    package init(segment: String, documents: Int, chunks: Int, bytes: Int, tombstones: [UInt8], deleted: Int) {
      self.segment = segment
      self.documents = documents
      self.chunks = chunks
      self.bytes = bytes
      self.tombstones = tombstones
      self.deleted = deleted
    }
  }

  package init(generation: Int, number: Int, segments: [Entry], createdAt: Double) {
    self.generation = generation
    self.number = number
    self.segments = segments
    self.createdAt = createdAt
  }
}
