import Corpus
import Indexing

/// The last transaction about a source object that a worker has read, or could not read.
struct ObjectClosing {
  let claim: ClaimedObject
  let lease: ObjectLease
  let run: Int
  let desk: QuarantineDesk

  /// Removes documents that the object no longer holds: those that this claim has not saved.
  func removeUnseen(_ db: Database) throws {
    let unseen: [Int64] = try db.rows(
      "SELECT id FROM document WHERE object = $1 AND layer = $2 AND seen <> $3 ORDER BY id FOR UPDATE",
      [claim.id, desk.layer, lease.claim]
    ).map { try $0[0] }
    try Removal.remove(documents: unseen, isLocked: true, db)
  }

  /// Refusals of this claim stay (duplicates are noted while saving), those of an earlier reading are settled.
  func settle(refusals: [Refusal], _ db: Database) throws {
    try db.execute(
      """
      DELETE FROM quarantine
      WHERE object = $1 AND stage = 'extract' AND layer = $2 AND key <> ALL ($3) AND last_at < $4
      """, [claim.id, desk.layer, refusals.map { desk.key(claim.source, $0.uri) }, lease.claimedAt])
    for refusal in refusals {
      try desk.put(source: claim.source, uri: refusal.uri, object: claim.id, refusal.failure, db)
    }
  }

  func note(_ reading: Reading, _ db: Database) throws {
    try db.execute(
      "UPDATE object SET read_stamp = $2, digest = $3, unsure = $4, read_run = $5 WHERE id = $1",
      [claim.id, claim.object.stamp, reading.digest, reading.isRecent, run])
  }

  /// Writes what the object was extracted to.
  /// - Parameter digest: nil if it was not: whatever was written before stays.
  func write(digest: Digest?, skipped: String?, _ db: Database) throws {
    try db.execute(
      """
      INSERT INTO extraction AS e (object, layer, digest, skipped, tried_run, documents)
      VALUES ($1, $2, $3, $4, $5, (SELECT count(*) FROM document WHERE object = $1 AND layer = $2))
      ON CONFLICT (object, layer) DO UPDATE SET documents = excluded.documents, tried_run = excluded.tried_run,
        digest = coalesce(excluded.digest, e.digest),
        skipped = CASE WHEN excluded.digest IS NULL THEN e.skipped ELSE excluded.skipped END
      """, [claim.id, desk.layer, digest, skipped?.storable, run])
  }
}
