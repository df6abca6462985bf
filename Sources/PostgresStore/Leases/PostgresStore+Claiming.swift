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
  /// While others hold rows, it is not repeated at once: it decides nothing, and among a million finished rows it takes
  /// a while.
  func claim<Work: Sendable>(
    _ place: Hand.Place, isDurable: Bool = false, _ look: @Sendable @escaping (Claim, Database) throws -> Found<Work>
  ) async throws -> [Work] {
    _ = try currentRun()
    while let worker = hand.worker {
      let hasJustLooked = hand.hasJustLooked(at: place)
      if hasJustLooked, try await isHeldByOthers(place.output, than: worker), try await reap() == 0 { break }
      let start = ContinuousClock.now
      let (after, rewinds) = hand.position(of: place)
      let claim = Claim(worker: worker, layer: place.output, after: after)
      let found = try await pool.write { db in
        try claim.begin(db, isDurable: isDurable)
        return try look(claim, db)
      }
      if let last = found.last { hand.advance(place, to: last, since: rewinds) }
      if !found.work.isEmpty { return found.work }
      guard found.last == nil else { continue }
      if after == 0 { hand.noteEmptyLook(at: place, since: start) }
      guard try await reap() > 0 else { break }
    }
    return []
  }

  /// Whether workers besides this one hold rows of a layer.
  private func isHeldByOthers(_ layer: Int, than worker: Worker) async throws -> Bool {
    try await read { db, _ in try Claim.isHeld(layer, besides: worker.id, db) }
  }
}
