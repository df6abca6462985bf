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

  /// One whose transaction is under way is not waited for: it may yet lose its connection, or renew its lease.
  @discardableResult
  static func reap(_ pipeline: Int, _ db: Database) throws -> Int {
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
