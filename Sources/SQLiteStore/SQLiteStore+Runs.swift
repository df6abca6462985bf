import Corpus
import Foundation
import GRDB
package import Indexing

extension SQLiteStore {
  package func beginRun(_ request: RunRequest) async throws -> RunRecord {
    let now = Date().timeIntervalSince1970
    let worker = WorkerReport(
      id: 1, run: 0, host: request.host, process: request.process, stages: request.stages.sorted(), joinedAt: now,
      heartbeatAt: now, expiresAt: now)
    let lock = try RunLock(path: lockPath, holder: try JSONColumn.text(worker))
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

  package func save(_ run: RunRecord) async throws {
    try await write { db in
      try db.execute(sql: "UPDATE run SET record = ? WHERE id = ?", arguments: [try JSONColumn.text(run), run.id])
    }
  }

  package func leave(_ run: RunRecord) async throws { try await finish(run) }

  package func runs(limit: Int) async throws -> [RunRecord] {
    try await read { db in
      try String.fetchAll(db, sql: "SELECT record FROM run ORDER BY id DESC LIMIT ?", arguments: [limit])
        .map { try JSONColumn.value($0) }
    }
  }

  // One process holds the run, and the kernel tells of its death.
  package nonisolated var beatInterval: Duration? { nil }
  package func beat() -> RunStanding { hand.standing }
  package func take(_ milestone: Milestone) -> Bool { !hand.standing.reached.contains(milestone) }
  package func reach(_ milestone: Milestone) { hand.standing.reached.insert(milestone) }
  package func othersAtWork(on stage: Stage, for fingerprints: GenerationFingerprints) -> Bool { false }

  package func workers() async throws -> [WorkerReport] {
    guard let holder = RunLock.holder(path: lockPath),
      var worker: WorkerReport = try? JSONColumn.value(holder)
    else { return [] }
    worker.run = try await runs(limit: 1).first?.id ?? 0
    // The lock itself says that it lives, at this moment.
    worker.heartbeatAt = Date().timeIntervalSince1970
    worker.expiresAt = worker.heartbeatAt
    return [worker]
  }

  private nonisolated var lockPath: String { folder + "/run.lock" }

  package func settle(generations: [Int]) {
    hand.standing.generations = generations
    reach(.planned)
  }

  package func rewind(_ stage: Stage) {
    // Files and chunks wait in the order in which they were written; only documents may be passed over, see
    // ``claimDocuments(for:settled:limit:maxBytes:)``.
    if stage == .chunk { hand.lastDocument = [:] }
  }
}
