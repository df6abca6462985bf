/// A worker and its run, as a transaction that counts its work knows them.
struct Worker: Sendable {
  let id: Int
  let run: Int

  /// Counts finished items, in the transaction that writes their output. Counts outlive the worker.
  func count(done: Int, tokens: Int = 0, in layer: Int, _ db: Database) throws {
    guard done > 0 || tokens > 0 else { return }
    try db.execute(
      """
      INSERT INTO tally (run, worker, layer, done, tokens) VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (run, worker, layer) DO UPDATE
        SET done = tally.done + excluded.done, tokens = tally.tokens + excluded.tokens
      """, [run, id, layer, done, tokens])
  }

  /// Lets go of items whose output is written.
  func settle(_ items: [Int64], of layer: Int, _ db: Database) throws {
    try db.execute(
      """
      DELETE FROM lease l USING unnest($2::bigint[]) AS settled (item)
      WHERE l.layer = $1 AND l.item = settled.item AND l.worker = $3
      """, [layer, items, id])
  }
}
