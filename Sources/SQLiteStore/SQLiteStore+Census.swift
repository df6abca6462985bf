import Corpus
import GRDB
package import Indexing

extension SQLiteStore {
  /// Counts only if something was written since the last count: see ``Schema/counts``. A run leaves its count behind.
  package func census(of fingerprints: GenerationFingerprints, generation: Int?) async throws -> Census {
    let count = CensusCount(of: fingerprints, generation: generation ?? 0)
    let known = try await read { db in try count.remembered(db).map { ($0, try Floor(under: $0, db)) } }
    guard hand.run != nil else {
      guard let known else { return try await read { try count.afresh($0) } }
      return known.0
    }
    let (census, floor): (Census, Floor)
    if let known {
      (census, floor) = known
    } else {
      // What is counted and what is remembered must be the same state.
      (census, floor) = try await write { db in
        let census = try count.afresh(db)
        try count.remember(census, db)
        return (census, try Floor(under: census, db))
      }
    }
    hand.floors[fingerprints] = floor
    return census
  }
}

/// Rows up to which a census found nothing to do: whatever waits later has a higher number.
struct Floor: Sendable {
  private(set) var document: Int64 = 0
  private(set) var chunk: Int64 = 0

  /// - Parameter census: of the same snapshot.
  init(under census: Census, _ db: Database) throws {
    if census.chunk.pending == 0 {
      document = try Int64.fetchOne(db, sql: "SELECT max(id) FROM document") ?? 0
    }
    // A refusal goes with the document it names, and leaves the others that have the same text waiting.
    if census.embed.pending == 0, census.embed.quarantined == 0 {
      chunk = try Int64.fetchOne(db, sql: "SELECT max(id) FROM chunk") ?? 0
    }
  }
}
