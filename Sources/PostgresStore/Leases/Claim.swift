import Corpus

/// One taking of rows, in a transaction of its own.
struct Claim: Sendable {
  let worker: Worker
  /// Tells this claim from all others, so that it can be repeated if nobody knows whether its commit went through.
  let number = Int64.random(in: .min ... .max)
  /// Where the output will be.
  let layer: Int
  /// Only rows after it are looked at.
  let after: Int64

  /// What leaves out items that somebody holds; without a limit to flatten it, the planner would join everything.
  /// - Parameter item: an expression of the row that is looked at.
  static func isFree(_ item: String, of layer: String) -> String {
    "NOT EXISTS (SELECT 1 FROM lease l WHERE l.layer = \(layer) AND l.item = \(item) OFFSET 0)"
  }

  /// Whether anybody else holds items of a layer.
  static func isHeld(_ layer: Int, besides worker: Int, _ db: Database) throws -> Bool {
    try db.row("SELECT 1 FROM lease WHERE layer = $1 AND worker <> $2 LIMIT 1", [layer, worker]) != nil
  }

  /// Begins: undoes what an earlier try of this claim may have left.
  func begin(_ db: Database, isDurable: Bool) throws {
    try worker.fence(db, isDurable: isDurable)
    try db.execute("DELETE FROM lease WHERE worker = $1 AND claim = $2", [worker.id, number])
  }

  /// Takes items that seemed free; whoever comes second gets nothing.
  ///
  /// Their output may have appeared since they were looked at: only what a later statement still finds without it is
  /// to be done, and the rest is given back with ``keep(_:of:_:)``.
  func take(_ items: [Int64], tokens: [Int]? = nil, _ db: Database) throws -> Set<Int64> {
    let rows = try db.rows(
      """
      INSERT INTO lease (layer, item, tokens, worker, claim)
      SELECT $1, item, tokens, $4, $5 FROM unnest($2::bigint[], $3::bigint[]) AS taken (item, tokens)
      ON CONFLICT DO NOTHING RETURNING item
      """, [layer, items, tokens ?? Array(repeating: 0, count: items.count), worker.id, number])
    return Set(try rows.map { try $0[0] as Int64 })
  }

  /// Gives back what was taken in vain.
  func keep(_ kept: Set<Int64>, of taken: Set<Int64>, _ db: Database) throws {
    let rest = taken.subtracting(kept)
    if !rest.isEmpty { try worker.settle(Array(rest), of: layer, db) }
  }
}
