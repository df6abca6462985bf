import Corpus
import Indexing

extension PostgresStore {
  /// Takes workers whose lease is over for dead, and frees what they hold.
  /// - Returns: how many there were.
  func reap() async throws -> Int {
    let dead = try await pool.write { [pipeline = try writable] in try Self.reap(pipeline, $0) }
    if dead > 0 { for stage in Stage.allCases { hand.rewind(stage) } }
    return dead
  }

  /// One whose transaction is under way is not waited for: its sessions are ended, and the next to look finds it free.
  /// A process that stands still would hold its locks for as long as it does.
  @discardableResult
  static func reap(_ pipeline: Int, _ db: Database) throws -> Int {
    _ = try db.rows(
      """
      SELECT pg_terminate_backend(a.pid) FROM pg_stat_activity a
      WHERE a.usename = current_user AND a.xact_start IS NOT NULL AND a.pid <> pg_backend_pid()
        AND a.application_name IN (SELECT \(Worker.sessionName) FROM worker WHERE pipeline = $1 AND expires_at < now())
      """, [pipeline])
    let dead = try db.rows(
      """
      DELETE FROM worker WHERE id IN (
        SELECT id FROM worker WHERE pipeline = $1 AND expires_at < now() FOR UPDATE SKIP LOCKED)
      RETURNING id
      """, [pipeline]
    ).map { try $0[0] as Int }
    // A later statement sees what a worker's last transaction took.
    if !dead.isEmpty { try db.execute("DELETE FROM lease WHERE worker = ANY($1)", [dead]) }
    return dead.count
  }
}
