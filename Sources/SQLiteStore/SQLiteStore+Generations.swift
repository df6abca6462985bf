import Corpus
import Foundation
import GRDB
package import Indexing

extension SQLiteStore {
  package func generations() async throws -> [Generation] {
    try await read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM generation ORDER BY id").map { row in
        Generation(
          id: row["id"], state: Generation.State(rawValue: row["state"]) ?? .failed,
          fingerprints: GenerationFingerprints(
            extract: row["extract"], chunk: row["chunk"], embed: row["embed"], index: row["index"]),
          dimension: row["dimension"], precision: row["precision"], recipe: row["recipe"], revision: row["revision"],
          createdAt: row["created_at"], promotedAt: row["promoted_at"], retiredAt: row["retired_at"])
      }
    }
  }

  package func createGeneration(
    _ fingerprints: GenerationFingerprints, dimension: Int, precision: String, recipe: String
  ) async throws -> Generation {
    let now = Date().timeIntervalSince1970
    return try await write { db in
      try db.execute(
        sql: """
          INSERT INTO generation (state, extract, chunk, embed, "index", dimension, precision, recipe, created_at)
          VALUES ('building', ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          fingerprints.extract, fingerprints.chunk, fingerprints.embed, fingerprints.index, dimension, precision,
          recipe,
          now,
        ])
      return Generation(
        id: Int(db.lastInsertedRowID), state: .building, fingerprints: fingerprints, dimension: dimension,
        precision: precision, recipe: recipe, revision: 0, createdAt: now)
    }
  }

  package func mark(_ generation: Int, as state: Generation.State) async throws {
    try await write { db in
      try db.execute(
        sql: "UPDATE generation SET state = ? WHERE id = ?", arguments: [state.rawValue, generation])
    }
  }

  package func promote(_ generation: Int) async throws {
    let now = Date().timeIntervalSince1970
    try await write { db in
      try db.execute(
        sql: "UPDATE generation SET state = 'retired', retired_at = ? WHERE state = 'live' AND id <> ?",
        arguments: [now, generation])
      try db.execute(
        sql: "UPDATE generation SET state = 'live', promoted_at = ?, retired_at = NULL WHERE id = ?",
        arguments: [now, generation])
    }
  }

  package func drop(generations: [Int]) async throws {
    try await write { db in
      for id in generations {
        try db.execute(sql: "DELETE FROM generation WHERE id = ? AND state <> 'live'", arguments: [id])
      }
      // What a failed generation made is kept as long as its row is: the next attempt may reuse it.
      try db.execute(
        sql: """
          DELETE FROM document WHERE fingerprint NOT IN (SELECT extract FROM generation);
          DELETE FROM extraction WHERE fingerprint NOT IN (SELECT extract FROM generation);
          DELETE FROM chunk WHERE fingerprint NOT IN (SELECT chunk FROM generation);
          DELETE FROM chunking WHERE fingerprint NOT IN (SELECT chunk FROM generation);
          DELETE FROM embedding WHERE fingerprint NOT IN (SELECT embed FROM generation);
          """)
    }
  }
}
