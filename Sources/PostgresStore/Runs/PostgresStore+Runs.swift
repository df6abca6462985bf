import Corpus
import Foundation
package import Indexing

extension PostgresStore {
  package func beginRun(_ request: RunRequest) async throws -> RunRecord {
    let pipeline = try writable
    // Tells a second try of this call that the first one went through unseen.
    let ticket = Int64.random(in: .min ... .max)
    let name = self.pipeline
    let (record, worker) = try await pool.write { [lease] db in
      // One at a time opens or joins.
      try db.execute("SELECT 1 FROM pipeline WHERE id = $1 FOR NO KEY UPDATE", [pipeline])
      if let row = try db.row("SELECT id, run FROM worker WHERE ticket = $1", [ticket]) {
        let worker = Worker(id: try row["id"], run: try row["run"])
        return (try Self.record(of: worker.run, db), worker as Worker?)
      }
      try Self.reap(pipeline, db)
      try Self.closeDeserted(pipeline, db)
      try Self.refuseOthers(than: request, pipeline, name: name, db)
      let run = try Self.open(request, pipeline, db)
      let record = try Self.record(of: run, db)
      guard record.finishedAt == nil else { return (record, nil) }
      let id: Int? = try db.value(
        """
        INSERT INTO worker (ticket, run, pipeline, host, process, stages, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, now() + $7 * interval '1 second') RETURNING id
        """,
        [
          ticket, run, pipeline, request.host.storable, request.process, request.stages.sorted().map(\.rawValue),
          lease / .seconds(1),
        ])
      return (record, id.map { Worker(id: $0, run: run) })
    }
    hand = Hand(run: record.id, worker: worker)
    return record
  }

  /// Closes a run that nobody will finish: its workers are dead.
  private static func closeDeserted(_ pipeline: Int, _ db: Database) throws {
    try db.execute(
      """
      UPDATE run SET closed_at = now(), record = record || jsonb_build_object(
        'outcome', $2::text, 'finishedAt', extract(epoch FROM now()))
      WHERE pipeline = $1 AND closed_at IS NULL AND NOT EXISTS (SELECT 1 FROM worker w WHERE w.run = run.id)
      """, [pipeline, RunOutcome.failed.rawValue])
  }

  private static func refuseOthers(than request: RunRequest, _ pipeline: Int, name: String, _ db: Database) throws {
    let row = try db.row(
      """
      SELECT w.host, w.process, extract(epoch FROM now() - w.beat_at)::float8 AS silence
      FROM worker w JOIN run r ON r.id = w.run
      WHERE w.pipeline = $1 AND r.key IS DISTINCT FROM $2 OR w.pipeline = $1 AND $2::text IS NULL
      ORDER BY w.id LIMIT 1
      """, [pipeline, request.key?.storable])
    guard let row else { return }
    let silence = Int((try row["silence"] as Double).rounded())
    let holder = "process \(try row["process"] as Int) on \(try row.text("host"))"
    throw Failure(
      "run.alreadyRunning", name,
      "another run is at work: \(holder), last heard of \(silence) s ago",
      remedy: "wait for it, look at it with quern status, or join it with its --run-id", verdict: .stop(.interrupted))
  }

  /// The run to take part in: the one of the request's key, reopened unless all of it is done, or a new one.
  private static func open(_ request: RunRequest, _ pipeline: Int, _ db: Database) throws -> Int {
    let known = try db.row(
      "SELECT id, record::text FROM run WHERE pipeline = $1 AND key = $2", [pipeline, request.key?.storable])
    guard let known else {
      let run: Int = try db.rows(
        "INSERT INTO run (pipeline, key) VALUES ($1, $2) RETURNING id", [pipeline, request.key?.storable])[0]["id"]
      let started: Double = try db.rows(
        "SELECT extract(epoch FROM opened_at)::float8 FROM run WHERE id = $1", [run])[0][0]
      try write(RunRecord(id: run, startedAt: started), db)
      return run
    }
    let run: Int = try known["id"]
    var record = try JSONColumn.value(try known["record"], as: RunRecord.self)
    if !record.outcome.isFinal {
      record.outcome = .running
      record.finishedAt = nil
      try write(record, db)
      try db.execute("UPDATE run SET closed_at = NULL, closed_by = NULL WHERE id = $1", [run])
    }
    return run
  }

  package func save(_ run: RunRecord) async throws {
    guard hand.worker != nil else { return }
    try await write { db, _ in try Self.write(run, db) }
  }

  package func finish(_ run: RunRecord) async throws {
    guard let worker = hand.worker else { return hand = Hand() }
    try await pool.write { db in
      // An earlier try of this call may have gone through.
      if try db.row("SELECT 1 FROM run WHERE id = $1 AND closed_by = $2", [run.id, worker.id]) != nil { return }
      try worker.fence(db)
      try Self.write(run, db)
      try db.execute("UPDATE run SET closed_at = now(), closed_by = $2 WHERE id = $1", [run.id, worker.id])
      try Self.dismiss(worker, db)
    }
    hand = Hand()
  }

  package func leave(_ run: RunRecord) async throws {
    guard let worker = hand.worker else { return hand = Hand() }
    let pipeline = try writable
    try await pool.write { db in
      // Of two who leave together, the second sees that it is the last.
      try db.execute("SELECT 1 FROM pipeline WHERE id = $1 FOR NO KEY UPDATE", [pipeline])
      try Self.dismiss(worker, db)
      try Self.reap(pipeline, db)
      guard try db.row("SELECT 1 FROM worker WHERE run = $1 LIMIT 1", [run.id]) == nil else { return }
      let closed = try db.execute(
        "UPDATE run SET closed_at = now(), closed_by = $2 WHERE id = $1 AND closed_at IS NULL", [run.id, worker.id])
      if closed > 0 { try Self.write(run, db) }
    }
    hand = Hand()
  }

  private static func dismiss(_ worker: Worker, _ db: Database) throws {
    try db.execute("DELETE FROM worker WHERE id = $1", [worker.id])
    try db.execute("DELETE FROM lease WHERE worker = $1", [worker.id])
  }

  package func runs(limit: Int) async throws -> [RunRecord] {
    try await read { db, pipeline in
      try db.rows("SELECT record::text FROM run WHERE pipeline = $1 ORDER BY id DESC LIMIT $2", [pipeline, limit])
        .map { try JSONColumn.value(try $0[0]) }
    }
  }

  private static func record(of run: Int, _ db: Database) throws -> RunRecord {
    try JSONColumn.value(try db.rows("SELECT record::text FROM run WHERE id = $1", [run])[0][0])
  }

  private static func write(_ record: RunRecord, _ db: Database) throws {
    try db.execute(
      "UPDATE run SET record = $2::jsonb WHERE id = $1", [record.id, try JSONColumn.text(record)])
  }
}
