import Corpus
package import Indexing

extension PostgresStore {
  package nonisolated var beatInterval: Duration? { lease / 6 }

  package func beat() async throws -> RunStanding {
    let run = try currentRun()
    if let worker = hand.worker {
      try await pool.write { [lease] db in
        try worker.fence(db, isDurable: false)
        try db.execute(
          "UPDATE worker SET beat_at = now(), expires_at = now() + $2 * interval '1 second' WHERE id = $1",
          [worker.id, lease / .seconds(1)])
      }
      _ = try await reap()
    }
    return try await read { [worker = hand.worker] db, _ in
      try Self.standing(of: run, besides: worker?.id ?? 0, db)
    }
  }

  private static func standing(of run: Int, besides worker: Int, _ db: Database) throws -> RunStanding {
    var standing = RunStanding()
    let row = try db.rows(
      """
      SELECT generations, closed_at IS NOT NULL AS is_closed,
        (SELECT count(*) FROM worker w WHERE w.run = run.id AND w.id <> $2 AND w.expires_at >= now()) AS others
      FROM run WHERE id = $1
      """, [run, worker])[0]
    standing.generations = try row["generations"]
    standing.isClosed = try row["is_closed"]
    standing.others = try row["others"]
    for row in try db.rows("SELECT name FROM milestone WHERE run = $1 AND reached_at IS NOT NULL", [run]) {
      if let milestone = Milestone(try row["name"]) { standing.reached.insert(milestone) }
    }
    let tallies = try db.rows(
      """
      SELECT route, sum(done)::bigint AS done, sum(tokens)::bigint AS tokens FROM tally WHERE run = $1 GROUP BY route
      """, [run])
    for row in tallies {
      standing.done[try row["route"]] = try row["done"]
      standing.tokens += try row["tokens"]
    }
    return standing
  }

  package func take(_ milestone: Milestone) async throws -> Bool {
    guard let worker = hand.worker else { return false }
    return try await write { db, _ in
      try db.row(
        """
        INSERT INTO milestone (run, name, worker) VALUES ($1, $2, $3)
        ON CONFLICT (run, name) DO UPDATE SET worker = excluded.worker WHERE milestone.worker = excluded.worker
        RETURNING 1
        """, [worker.run, milestone.description, worker.id]) != nil
    }
  }

  package func reach(_ milestone: Milestone) async throws {
    guard let worker = hand.worker else { return }
    try await write { db, _ in try Self.reach(milestone, worker, db) }
  }

  private static func reach(_ milestone: Milestone, _ worker: Worker, _ db: Database) throws {
    try db.execute(
      """
      INSERT INTO milestone (run, name, reached_at) VALUES ($1, $2, now())
      ON CONFLICT (run, name) DO UPDATE SET worker = NULL, reached_at = now() WHERE milestone.reached_at IS NULL
      """, [worker.run, milestone.description])
  }

  package func settle(generations: [Int]) async throws {
    guard let worker = hand.worker else { return }
    try await write { db, _ in
      try db.execute("UPDATE run SET generations = $2 WHERE id = $1", [worker.run, generations])
      try Self.reach(.planned, worker, db)
    }
  }

  package func rewind(_ stage: Stage) { hand.rewind(stage) }
}
