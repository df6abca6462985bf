import Corpus
import Foundation
import GRDB
package import Indexing

extension SQLiteStore {
  /// Sets an item aside; one that is there already counts another attempt.
  static func quarantine(
    _ db: Database, _ stage: Stage, _ fingerprint: Fingerprint, source: String, uri: String, input: Digest?,
    object: Int64? = nil, document: Int64? = nil, failure: Failure
  ) throws {
    let now = Date().timeIntervalSince1970
    try db.execute(
      sql: """
        INSERT INTO quarantine (stage, fingerprint, source, uri, input, object, document, failure, first_at, last_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET attempts = attempts + 1, failure = excluded.failure, last_at = excluded.last_at
        """,
      arguments: [
        stage.rawValue, fingerprint, source, uri, input.map { Data($0.bytes) } ?? Data(), object, document,
        try JSONColumn.text(failure), now, now,
      ])
  }

  package func quarantined(uri: String?, limit: Int) async throws -> [QuarantinedItem] {
    try await read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT * FROM quarantine WHERE \(Self.current) AND (?1 IS NULL OR uri = ?1)
          ORDER BY source, uri, stage LIMIT ?2
          """, arguments: [uri, limit]
      ).map { row in
        QuarantinedItem(
          stage: Stage(rawValue: row["stage"]) ?? .extract, source: row["source"], uri: row["uri"],
          failure: try JSONColumn.value(row["failure"]), attempts: row["attempts"], firstAt: row["first_at"],
          lastAt: row["last_at"], discarded: row["discarded"])
      }
    }
  }

  /// Rows of fingerprints that some generation still uses; the others are history.
  static let current = """
    fingerprint IN (SELECT extract FROM generation WHERE state IN ('live', 'sealed', 'building')
      UNION SELECT chunk FROM generation WHERE state IN ('live', 'sealed', 'building')
      UNION SELECT embed FROM generation WHERE state IN ('live', 'sealed', 'building'))
    """

  package func release(uri: String?) async throws -> Int {
    try await write { db in
      try db.execute(
        sql: """
          DELETE FROM extraction WHERE object IN
            (SELECT object FROM quarantine WHERE stage = 'extract' AND (?1 IS NULL OR uri = ?1))
          """, arguments: [uri])
      try db.execute(sql: "DELETE FROM quarantine WHERE ?1 IS NULL OR uri = ?1", arguments: [uri])
      return db.changesCount
    }
  }

  package func discard(uri: String?) async throws -> Int {
    try await write { db in
      try db.execute(
        sql: "UPDATE quarantine SET discarded = 1 WHERE discarded = 0 AND (?1 IS NULL OR uri = ?1)", arguments: [uri])
      return db.changesCount
    }
  }

  package func failures(of generation: Generation) async throws -> Int {
    let fingerprints = generation.fingerprints
    return try await read { db in
      let since =
        try Double.fetchOne(
          db, sql: "SELECT created_at FROM revision WHERE generation = ?", arguments: [generation.id]) ?? 0
      return try Int.fetchOne(
        db,
        sql: """
          SELECT count(DISTINCT source || char(0) || uri) FROM quarantine
          WHERE discarded = 0 AND first_at > ? AND fingerprint IN (?, ?, ?)
          """, arguments: [since, fingerprints.extract, fingerprints.chunk, fingerprints.embed]) ?? 0
    }
  }
}
