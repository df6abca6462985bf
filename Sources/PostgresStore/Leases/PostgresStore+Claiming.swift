import Corpus
import Indexing

/// What a look for work found.
struct Found<Work: Sendable>: Sendable {
  var work: [Work] = []
  /// The last row that was looked at and taken, or lost to somebody else; nil if there was none.
  var last: Int64?
}

extension PostgresStore {
  /// Takes work of a stage, from where the last claim left off.
  ///
  /// A look that finds nothing also looks for dead workers: what they held is free then, and is looked for at once.
  func claim<Work: Sendable>(
    _ place: Hand.Place, isDurable: Bool = false, _ look: @Sendable @escaping (Claim, Database) throws -> Found<Work>
  ) async throws -> [Work] {
    _ = try currentRun()
    while let worker = hand.worker {
      let (after, rewinds) = hand.position(of: place)
      let claim = Claim(worker: worker, layer: place.output, after: after)
      let found = try await pool.write { db in
        try claim.begin(db, isDurable: isDurable)
        return try look(claim, db)
      }
      if let last = found.last { hand.advance(place, to: last, since: rewinds) }
      if !found.work.isEmpty { return found.work }
      guard found.last == nil else { continue }
      guard try await reap() > 0 else { break }
    }
    return []
  }
}
