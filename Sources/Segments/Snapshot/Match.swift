package import Corpus

/// A chunk that a search found, before anything about it is looked up.
package struct Match: Hashable, Sendable {
  package var score: Float
  package var document: DocumentID
  package var ordinal: Int
  /// Where it is in the snapshot.
  package var place: Place

  /// What it is called in any snapshot.
  package var chunk: ChunkID { ChunkID(document: document, ordinal: ordinal) }

  /// A chunk's place in a snapshot; means nothing in another.
  package struct Place: Hashable, Sendable {
    package var segment: Int
    package var chunk: Int

    /// One number is hashed in half the time of two, and every search by two lists does it a thousand times.
    package func hash(into hasher: inout Hasher) { hasher.combine(UInt64(segment) << 32 | UInt64(chunk)) }
  }

  /// Best first; equal scores in the order of document and ordinal, so that the order never depends on the segments.
  package static func ranksBefore(_ a: Match, _ b: Match) -> Bool {
    a.score != b.score ? a.score > b.score : (a.document, a.ordinal) < (b.document, b.ordinal)
  }
}

/// What a search lists: chunks, or documents by their best chunk.
package enum Grouping: Hashable, Sendable {
  case chunks, documents
}
