package import Corpus

/// Indexes inside a database, for people and tools that search in SQL.
package protocol DatabaseIndexStore: Sendable {
  /// Brings a generation's table of passages to what its revision holds, and its indexes to what the settings ask for; in
  /// one transaction, so that SQL sees one revision or the next.
  ///
  /// - Parameter metadata: what a source gives to each of its documents, by the source's name.
  func mirror(
    _ generation: Generation, _ settings: DatabaseIndexSettings, metadata: [String: [String: MetadataValue]]
  ) async throws

  /// The chunks that the database finds nearest to a vector, best first; with an approximate index, most of them.
  func neighbours(of vector: [Float], in generation: Generation, limit: Int) async throws -> [ChunkID]
}

/// Which indexes a database gets.
package struct DatabaseIndexSettings: Hashable, Sendable {
  package enum Vector: Hashable, Sendable {
    case none
    case hnsw(m: Int, efConstruction: Int)
    case ivfflat(lists: Int)
  }

  /// A Snowball language, or `none`.
  package var language: String
  package var vector: Vector
  /// Two bytes a number instead of four.
  package var isHalf: Bool

  package init(language: String, vector: Vector, isHalf: Bool) {
    self.language = language
    self.vector = vector
    self.isHalf = isHalf
  }
}
