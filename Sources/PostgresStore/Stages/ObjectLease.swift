import Foundation

/// A worker's hold on a source object: what it saves of it is told from what others did by the number of the claim.
struct ObjectLease {
  let claim: Int64
  let claimedAt: Date
  /// The last call that saved documents, and what it returned.
  let lastSave: Int64?
  let lastSaved: Int?

  /// Nil if the worker does not hold the object.
  init?(of object: Int64, in layer: Int, _ worker: Worker, _ db: Database) throws {
    let row = try db.row(
      "SELECT claim, claimed_at, last_save, last_saved FROM lease WHERE layer = $1 AND item = $2 AND worker = $3",
      [layer, object, worker.id])
    guard let row else { return nil }
    claim = try row["claim"]
    claimedAt = try row["claimed_at"]
    lastSave = try row["last_save"]
    lastSaved = try row["last_saved"]
  }
}
