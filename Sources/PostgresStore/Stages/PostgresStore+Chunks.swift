import Corpus
package import Indexing

extension PostgresStore {
  package func claimDocuments(
    for fingerprints: GenerationFingerprints, settled: Bool, limit: Int, maxBytes: Int
  ) async throws -> [ClaimedDocument] {
    let run = try currentRun()
    let layers = try await layers(fingerprints)
    let place = Hand.Place.uncut(layers)
    return try await claim(place) { claim, db in
      let rows = try db.rows(
        """
        SELECT d.id, octet_length(d.text) AS bytes FROM document d
        WHERE d.layer = $1 AND d.id > $3 AND \(Self.isUncut) AND \(Claim.isFree("d.id", of: "$2"))
          AND (NOT $4 OR d.seen_run = $5 OR \(Self.isSettled))
        ORDER BY d.id LIMIT $6 FOR UPDATE OF d SKIP LOCKED
        """, [layers.extract, layers.chunk, claim.after, settled, run, limit])
      var candidates: [Int64] = []
      var bytes = 0
      for row in rows where bytes < maxBytes {
        candidates.append(try row["id"])
        bytes += try row["bytes"]
      }
      guard let last = candidates.last else { return Found() }
      let taken = try claim.take(candidates, db)
      var work: [ClaimedDocument] = []
      try db.forEachRow(
        "SELECT d.* FROM document d WHERE d.layer = $1 AND d.id = ANY ($3) AND \(Self.isUncut) ORDER BY d.id",
        [layers.extract, layers.chunk, Array(taken)]
      ) { row in
        work.append(
          ClaimedDocument(id: try row["id"], source: try row.text("source"), document: try row.document()))
      }
      try claim.keep(Set(work.map(\.id)), of: taken, db)
      return Found(work: work, last: last)
    }
  }

  /// Whether a document `d` is neither cut nor refused in the layer `$2`.
  private static let isUncut = """
    NOT EXISTS (SELECT 1 FROM chunking c WHERE c.layer = $2 AND c.document = d.id OFFSET 0)
      AND NOT EXISTS (SELECT 1 FROM quarantine q
        WHERE q.layer = $2 AND q.document = d.id AND q.stage = 'chunk' OFFSET 0)
    """

  /// Whether the file of a document `d` of the layer `$1` has been read in the run `$5`, or needs not to be.
  private static let isSettled = """
    EXISTS (
      SELECT 1 FROM object o LEFT JOIN extraction e ON e.layer = $1 AND e.object = o.id
      WHERE o.id = d.object AND (o.gone OR o.read_run = $5
        OR (NOT o.unsure AND o.read_stamp = o.stamp AND e.digest = o.digest)) OFFSET 0)
    """

  package func save(_ chunked: [ChunkedDocument], for fingerprints: GenerationFingerprints) async throws {
    let worker = try currentWorker()
    let layers = try await layers(fingerprints)
    let route = fingerprints.route(to: .chunk)
    let name = pipeline
    try await write { db, pipeline in
      let ids = chunked.map(\.claim.id)
      // Replaced or removed since it was claimed: its successor has a row of its own.
      let left: [Int64] = try db.rows(
        "SELECT id FROM document WHERE layer = $1 AND id = ANY ($2) ORDER BY id FOR NO KEY UPDATE",
        [layers.extract, ids]
      ).map { try $0[0] }
      let cut: [Int64] = try db.rows(
        "SELECT document FROM chunking WHERE layer = $1 AND document = ANY ($2)", [layers.chunk, left]
      ).map { try $0[0] }
      let due = Set(left).subtracting(cut)
      let desk = QuarantineDesk(stage: .chunk, layer: layers.chunk, pipeline: pipeline, name: name)
      var done: [(document: Int64, chunks: [Chunk])] = []
      for item in chunked where due.contains(item.claim.id) {
        switch item.chunks {
        case .success(let chunks): done.append((item.claim.id, chunks))
        case .failure(let failure):
          try desk.put(
            source: item.claim.source, uri: item.claim.document.uri, document: item.claim.id, failure, db)
        }
      }
      try Self.write(done, to: layers.chunk, db)
      try worker.settle(ids, of: layers.chunk, db)
      try worker.count(done: done.count, on: route, db)
    }
  }

  private static func write(_ cut: [(document: Int64, chunks: [Chunk])], to layer: Int, _ db: Database) throws {
    guard !cut.isEmpty else { return }
    try db.copy(
      into: "chunk",
      [
        "layer", "document", "ordinal", "digest", "item", "first_byte", "end_byte", "location", "context",
        "token_count", "tokens",
      ]
    ) { writer in
      for (document, chunks) in cut {
        for chunk in chunks {
          try writer.append(
            layer, document, chunk.ordinal, chunk.digest, chunk.digest.leaseItem, chunk.bytes.lowerBound,
            chunk.bytes.upperBound, try JSONColumn.text(chunk.location), chunk.context.storable, chunk.tokenCount,
            PackedColumn.tokens(chunk.tokens))
        }
      }
    }
    try db.execute(
      "INSERT INTO chunking (layer, document, chunks) SELECT $1, * FROM unnest($2::bigint[], $3::int[])",
      [layer, cut.map(\.document), cut.map(\.chunks.count)])
  }
}
