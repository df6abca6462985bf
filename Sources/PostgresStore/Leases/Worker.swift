import Corpus

/// A worker and its run, as a transaction that counts its work knows them.
struct Worker: Sendable {
  let id: Int
  let run: Int

  /// Counts finished items, in the transaction that writes their output. Counts outlive the worker.
  /// - Parameter route: see ``GenerationFingerprints/route(to:)``.
  func count(done: Int, tokens: Int = 0, on route: Fingerprint, _ db: Database) throws {
    guard done > 0 || tokens > 0 else { return }
    try db.execute(
      """
      INSERT INTO tally (run, worker, route, done, tokens) VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (run, worker, route) DO UPDATE
        SET done = tally.done + excluded.done, tokens = tally.tokens + excluded.tokens
      """, [run, id, route, done, tokens])
  }

  /// Lets go of items whose output is written.
  /// - Returns: those that the worker did hold; none of them when it is told so again.
  @discardableResult
  func settle(_ items: [Int64], of layer: Int, _ db: Database) throws -> Set<Int64> {
    let rows = try db.rows(
      "DELETE FROM lease WHERE layer = $1 AND item = ANY ($2) AND worker = $3 RETURNING item", [layer, items, id])
    return Set(try rows.map { try $0[0] as Int64 })
  }
}
