package import Corpus
package import Indexing

extension PostgresStore {
  package func beginListing(of source: String) async throws {
    try await write { db, pipeline in
      try db.execute(
        """
        DELETE FROM noted WHERE listing = (SELECT id FROM listing WHERE pipeline = $1 AND source = $2)
        """, [pipeline, source.storable])
      _ = try Listing(of: source, pipeline, db)
    }
  }

  package func note(_ objects: [SourceObject], of source: String) async throws -> ListingDifference {
    let name = pipeline
    return try await write { db, pipeline in
      let listing = try Listing(of: source, pipeline, db)
      var batch = ListingBatch(objects, of: source, pipeline: name)
      try batch.compare(db)
      try batch.write(source: source, pipeline: pipeline, db)
      try listing.note(batch.keys, db)
      return batch.difference
    }
  }

  package func noteUnreadable(
    _ refusals: [Refusal], of source: String, for fingerprint: Fingerprint
  ) async throws {
    let layer = try await layer(.extract, fingerprint)
    let name = pipeline
    try await write { db, pipeline in
      let desk = QuarantineDesk(stage: .discover, layer: layer, pipeline: pipeline, name: name)
      let listing = try Listing(of: source, pipeline, db)
      try db.execute(
        """
        DELETE FROM quarantine WHERE pipeline = $1 AND stage = 'discover' AND source = $2 AND key <> ALL ($3)
        """, [pipeline, source.storable, refusals.map { desk.key(source, $0.uri) }])
      for refusal in refusals {
        try desk.put(source: source, uri: refusal.uri, refusal.failure, db)
        let isBelow = refusal.uri.hasSuffix("/") ? "starts_with(uri, $3)" : "uri = $3"
        try db.execute(
          """
          WITH kept AS (UPDATE object SET gone = true WHERE pipeline = $1 AND source = $2 AND \(isBelow) RETURNING id)
          INSERT INTO noted SELECT $4, id FROM kept ON CONFLICT DO NOTHING
          """, [pipeline, source.storable, refusal.uri.storable, listing.id])
      }
    }
  }

  package func missing(of source: String) async throws -> (known: Int, missing: Int) {
    try await read { db, pipeline in
      let row = try db.rows(
        """
        SELECT count(*) AS known, count(*) FILTER (WHERE \(Listing.isMissing)) AS missing
        FROM object o WHERE pipeline = $1 AND source = $2
        """, [pipeline, source.storable])[0]
      return (try row["known"], try row["missing"])
    }
  }

  package func keepMissing(of source: String) async throws -> Int {
    try await write { db, pipeline in
      try db.execute(
        """
        UPDATE object o SET gone = true WHERE pipeline = $1 AND source = $2 AND NOT gone AND \(Listing.isMissing)
        """, [pipeline, source.storable])
    }
  }

  package func removeMissing(of source: String) async throws -> Int {
    try await removeObjects(where: "source = $2 AND \(Listing.isMissing)", source.storable)
  }

  package func removeSources(except names: [String]) async throws -> Int {
    try await removeObjects(where: "source <> ALL ($2)", names.map(\.storable))
  }

  /// Takes objects out of the catalogue with all that came of them, some thousands in a transaction: what is left when
  /// it is interrupted goes the next time.
  /// - Parameter condition: on the object `o`, of its source `$2`; `$1` is the pipeline.
  private func removeObjects(where condition: String, _ argument: any PostgresValue) async throws -> Int {
    var removed = 0
    while true {
      let count = try await write { db, pipeline in
        let objects: [Int64] = try db.rows(
          "SELECT id FROM object o WHERE pipeline = $1 AND \(condition) ORDER BY id LIMIT 5000 FOR UPDATE",
          [pipeline, argument]
        ).map { try $0[0] }
        try Removal.remove(objects: objects, db)
        return objects.count
      }
      removed += count
      if count == 0 { return removed }
    }
  }

  package func standing(of object: SourceObject, in source: String) async throws -> ObjectStanding {
    let key = DocumentID(pipeline: pipeline, source: source, uri: object.uri)
    return try await read { db, _ in
      let stamp: String? = try db.value("SELECT stamp FROM object WHERE key = $1", [key])
      return stamp.map { $0 == object.stamp ? .unchanged : .touched } ?? .new
    }
  }

  package func known(of source: String) async throws -> Int {
    try await read { db, pipeline in
      try db.value("SELECT count(*) FROM object WHERE pipeline = $1 AND source = $2", [pipeline, source.storable]) ?? 0
    }
  }
}
