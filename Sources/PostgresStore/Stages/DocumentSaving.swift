import Corpus

/// Some documents of an object, compared with those that were there.
struct DocumentSaving {
  let object: Int64
  let layer: Int
  /// The claim that saves them.
  let claim: Int64
  let run: Int

  /// Documents whose URI another one of the source has.
  private(set) var twins: [DocumentRow] = []
  private var added: [DocumentRow] = []
  private var replaced: [Int64] = []
  private var unchanged: [Int64] = []
  /// How many are new or changed.
  private(set) var changed = 0

  init(object: Int64, layer: Int, claim: Int64, run: Int) {
    self.object = object
    self.layer = layer
    self.claim = claim
    self.run = run
  }

  mutating func compare(_ rows: [DocumentRow], _ db: Database) throws {
    var known: [DocumentID: (id: Int64, digest: Digest, isTwin: Bool)] = [:]
    for row in try db.rows(
      "SELECT id, key, object, digest, seen FROM document WHERE layer = $1 AND key = ANY ($2)",
      [layer, rows.map(\.key)])
    {
      let isTwin = try row["seen"] as Int64 == claim || row["object"] as Int64 != object
      known[try row["key"]] = (try row["id"], try row["digest"], isTwin)
    }
    var seen: Set<DocumentID> = []
    for row in rows {
      let former = known[row.key]
      if former?.isTwin == true || !seen.insert(row.key).inserted {
        twins.append(row)
      } else if let former, former.digest == row.digest {
        unchanged.append(former.id)
      } else {
        if let former { replaced.append(former.id) }
        added.append(row)
      }
    }
  }

  mutating func write(_ db: Database) throws {
    if !unchanged.isEmpty {
      try db.execute(
        "UPDATE document SET seen = $3, seen_run = $4 WHERE id = ANY ($1) AND layer = $2",
        [unchanged, layer, claim, run])
    }
    try Removal.remove(documents: replaced, db)
    changed = try db.pipeline(
      DocumentRow.insert, added.map { $0.arguments(object: object, layer: layer, claim: claim, run: run) })
    guard changed < added.count else { return }
    // Another object brought a document with the same URI at this very moment.
    let mine: [DocumentID] = try db.rows(
      "SELECT key FROM document WHERE layer = $1 AND key = ANY ($2) AND object = $3 AND seen = $4",
      [layer, added.map(\.key), object, claim]
    ).map { try $0[0] }
    twins += added.filter { !mine.contains($0.key) }
  }
}
