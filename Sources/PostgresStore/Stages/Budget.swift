/// The tokens that the workers of a run may embed together.
enum Budget {
  /// What they have embedded and what they hold. Until the transaction ends, no other claim with a budget counts.
  static func used(by run: Int, _ db: Database) throws -> Int {
    try db.execute("SELECT 1 FROM run WHERE id = $1 FOR NO KEY UPDATE", [run])
    return try db.value(
      """
      SELECT (SELECT coalesce(sum(tokens), 0) FROM tally WHERE run = $1)::bigint
        + (SELECT coalesce(sum(l.tokens), 0) FROM worker w JOIN lease l ON l.worker = w.id WHERE w.run = $1)::bigint
      """, [run]) ?? 0
  }
}
