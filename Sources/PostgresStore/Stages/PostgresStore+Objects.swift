package import Corpus
package import Indexing

extension PostgresStore {
  package func claimObjects(
    for fingerprint: Fingerprint, limit: Int, maxAttempts: Int
  ) async throws -> [ClaimedObject] {
    let run = try currentRun()
    let layer = try await layer(.extract, fingerprint)
    let pipeline = try writable
    let place = Hand.Place(stage: .extract, input: 0, output: layer)
    // What a document's `seen` refers to must not be forgotten, so this lease survives a crash of the server.
    return try await claim(place, isDurable: true) { claim, db in
      let candidates: [Int64] = try db.rows(
        """
        SELECT o.id FROM object o LEFT JOIN extraction e ON e.layer = $2 AND e.object = o.id
        WHERE o.pipeline = $1 AND o.id > $4 AND \(Self.isStale)
          AND NOT EXISTS (SELECT 1 FROM quarantine q WHERE q.layer = $2 AND q.stage = 'extract' AND q.key = o.key
            AND q.object = o.id AND q.attempts >= $5 OFFSET 0)
          AND \(Claim.isFree("o.id", of: "$2"))
        ORDER BY o.id LIMIT $6 FOR UPDATE OF o SKIP LOCKED
        """, [pipeline, layer, run, claim.after, maxAttempts, limit]
      ).map { try $0[0] }
      guard let last = candidates.last else { return Found() }
      let taken = try claim.take(candidates, db)
      let work = try db.rows(
        """
        SELECT o.*, e.digest AS extracted FROM object o LEFT JOIN extraction e ON e.layer = $2 AND e.object = o.id
        WHERE o.pipeline = $1 AND o.id = ANY ($4) AND \(Self.isStale) ORDER BY o.id
        """, [pipeline, layer, run, Array(taken)]
      ).map { try Self.claimed($0, fingerprint) }
      try claim.keep(Set(work.map(\.id)), of: taken, db)
      return Found(work: work, last: last)
    }
  }

  /// Whether an object `o` has to be read for the layer of its extraction `e`. Each is tried once in the run `$3`,
  /// whatever comes of it.
  private static let isStale = """
    NOT o.gone AND (o.unsure OR o.read_stamp IS DISTINCT FROM o.stamp OR e.digest IS DISTINCT FROM o.digest)
      AND e.tried_run IS DISTINCT FROM $3
    """

  private static func claimed(_ row: Row, _ fingerprint: Fingerprint) throws -> ClaimedObject {
    ClaimedObject(
      id: try row["id"], source: try row.text("source"),
      object: SourceObject(
        uri: try row.text("uri"), size: try row["size"], modifiedNanoseconds: try row["modified"],
        changedNanoseconds: try row["changed"], inode: UInt64(bitPattern: try row["inode"] as Int64)),
      extractedDigest: try row["extracted"], fingerprint: fingerprint)
  }

  package func complete(
    _ claim: ClaimedObject, reading: Reading?, outcome: ExtractionOutcome
  ) async throws {
    let isRefused = outcome.refusals.contains { $0.uri == claim.object.uri }
    try await close(claim, isDone: !isRefused && outcome.skipped == nil) { closing, db in
      if !outcome.keepsOlder { try closing.removeUnseen(db) }
      try closing.settle(refusals: outcome.refusals, db)
      if let reading { try closing.note(reading, db) }
      try closing.write(digest: reading?.digest, skipped: outcome.skipped, db)
    }
  }

  package func confirm(_ claim: ClaimedObject, reading: Reading) async throws {
    try await close(claim, isDone: false) { closing, db in
      try closing.note(reading, db)
      // Whatever was wrong with reading it is over; what extraction refused in it still stands.
      try db.execute(
        "DELETE FROM quarantine WHERE object = $1 AND stage = 'extract' AND starts_with(code, 'source.')", [claim.id])
      try closing.write(digest: nil, skipped: nil, db)
    }
  }

  private func close(
    _ claim: ClaimedObject, isDone: Bool, _ body: @Sendable @escaping (ObjectClosing, Database) throws -> Void
  ) async throws {
    let worker = try currentWorker()
    let layer = try await layer(.extract, claim.fingerprint)
    let name = pipeline
    try await write { db, pipeline in
      // The fence held: if the lease is gone, an earlier try of this call went through.
      guard let lease = try ObjectLease(of: claim.id, in: layer, worker, db) else { return }
      if try db.row("SELECT 1 FROM object WHERE id = $1 FOR NO KEY UPDATE", [claim.id]) != nil {
        let desk = QuarantineDesk(stage: .extract, layer: layer, pipeline: pipeline, name: name)
        try body(ObjectClosing(claim: claim, lease: lease, run: worker.run, desk: desk), db)
        if isDone { try worker.count(done: 1, on: claim.fingerprint, db) }
      }
      try worker.settle([claim.id], of: layer, db)
    }
  }

  package func distrustStamps() async throws {
    try await write { db, pipeline in
      try db.execute("UPDATE object SET unsure = true WHERE pipeline = $1 AND NOT unsure", [pipeline])
    }
  }
}
