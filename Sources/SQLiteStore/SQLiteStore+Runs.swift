import Corpus
import Foundation
import GRDB
package import Indexing

extension SQLiteStore {
  package func beginRun() async throws -> RunRecord {
    let lock = try RunLock(path: folder + "/run.lock")
    let now = Date().timeIntervalSince1970
    let record = try await write { db in
      // Whoever held the lock before and did not finish was killed.
      for row in try Row.fetchAll(db, sql: "SELECT id, record FROM run WHERE finished_at IS NULL") {
        var killed = try JSONColumn.value(row["record"], as: RunRecord.self)
        killed.outcome = .failed
        try db.execute(
          sql: "UPDATE run SET finished_at = ?, record = ? WHERE id = ?",
          arguments: [now, try JSONColumn.text(killed), row["id"] as Int])
      }
      try db.execute(sql: "INSERT INTO run (started_at, record) VALUES (?, '')", arguments: [now])
      let record = RunRecord(id: Int(db.lastInsertedRowID), startedAt: now)
      try db.execute(
        sql: "UPDATE run SET record = ? WHERE id = ?", arguments: [try JSONColumn.text(record), record.id])
      return record
    }
    hand = Hand(run: record.id, lock: lock)
    return record
  }

  package func finish(_ run: RunRecord) async throws {
    try await write { db in
      try db.execute(
        sql: "UPDATE run SET finished_at = ?, record = ? WHERE id = ?",
        arguments: [run.finishedAt, try JSONColumn.text(run), run.id])
    }
    hand = Hand()
  }

  package func runs(limit: Int) async throws -> [RunRecord] {
    try await read { db in
      try String.fetchAll(db, sql: "SELECT record FROM run ORDER BY id DESC LIMIT ?", arguments: [limit])
        .map { try JSONColumn.value($0) }
    }
  }

  package func generations() async throws -> [Generation] {
    try await read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM generation ORDER BY id").map { row in
        Generation(
          id: row["id"], state: Generation.State(rawValue: row["state"]) ?? .failed,
          fingerprints: GenerationFingerprints(
            extract: row["extract"], chunk: row["chunk"], embed: row["embed"], index: row["index"]),
          dimension: row["dimension"], precision: row["precision"], revision: row["revision"],
          createdAt: row["created_at"], promotedAt: row["promoted_at"], retiredAt: row["retired_at"])
      }
    }
  }

  package func createGeneration(
    _ fingerprints: GenerationFingerprints, dimension: Int, precision: String
  ) async throws -> Generation {
    let now = Date().timeIntervalSince1970
    return try await write { db in
      try db.execute(
        sql: """
          INSERT INTO generation (state, extract, chunk, embed, "index", dimension, precision, created_at)
          VALUES ('building', ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          fingerprints.extract, fingerprints.chunk, fingerprints.embed, fingerprints.index, dimension, precision, now,
        ])
      return Generation(
        id: Int(db.lastInsertedRowID), state: .building, fingerprints: fingerprints, dimension: dimension,
        precision: precision, revision: 0, createdAt: now)
    }
  }

  package func abandon(generations: [Int]) async throws {
    try await write { db in
      for id in generations {
        try db.execute(sql: "UPDATE generation SET state = 'failed' WHERE id = ?", arguments: [id])
      }
    }
  }
}
