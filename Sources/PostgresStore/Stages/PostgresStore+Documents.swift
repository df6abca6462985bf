package import Corpus
package import Indexing

extension PostgresStore {
  package func save(_ documents: [Document], of claim: ClaimedObject) async throws -> Int {
    let worker = try currentWorker()
    let layer = try await layer(.extract, claim.fingerprint)
    let name = pipeline
    // Tells a second try of this call from a second document with the same URI.
    let call = Int64.random(in: .min ... .max)
    let rows = try documents.map { try DocumentRow($0, source: claim.source, pipeline: name) }
    return try await write { db, pipeline in
      guard let lease = try ObjectLease(of: claim.id, in: layer, worker, db) else { throw worker.lost() }
      if lease.lastSave == call { return lease.lastSaved ?? 0 }
      guard try db.row("SELECT 1 FROM object WHERE id = $1 FOR KEY SHARE", [claim.id]) != nil else { return 0 }
      var saving = DocumentSaving(object: claim.id, layer: layer, claim: lease.claim, run: worker.run)
      try saving.compare(rows, db)
      try saving.write(db)
      let desk = QuarantineDesk(stage: .extract, layer: layer, pipeline: pipeline, name: name)
      for twin in saving.twins {
        try desk.put(
          source: claim.source, uri: twin.document.uri, input: twin.digest, object: claim.id,
          Failure(
            "document.duplicate", twin.document.uri, "two documents of this source have the same URI",
            remedy: "give each row or member a name of its own"), db)
      }
      try db.execute(
        "UPDATE lease SET last_save = $3, last_saved = $4 WHERE layer = $1 AND item = $2",
        [layer, claim.id, call, saving.changed])
      return saving.changed
    }
  }
}
