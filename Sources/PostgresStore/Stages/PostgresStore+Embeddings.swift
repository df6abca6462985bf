import Corpus
package import Indexing

extension PostgresStore {
  package func claimChunks(
    for fingerprints: GenerationFingerprints, maxTokens: Int, budget: Int?, withText: Bool
  ) async throws -> [ClaimedChunk] {
    let layers = try await layers(fingerprints)
    let place = Hand.Place.bare(layers)
    let expected = hand.tokensPerChunk
    let slice = withText ? Self.slice : "NULL::bytea"
    // A budget counts what is held, so what is held must not be forgotten.
    let claims: [ClaimedChunk] = try await claim(place, isDurable: budget != nil) { claim, db in
      var room = maxTokens
      if let budget { room = min(room, budget - (try Budget.used(by: claim.worker.run, db))) }
      var batch = ChunkBatch(room: room, expected: expected)
      try batch.look(claim, layers, db)
      guard let last = batch.last else { return Found() }
      let taken = try claim.take(batch.items, tokens: batch.tokens, db)
      let rows = try db.rows(
        """
        SELECT c.item, c.digest, c.tokens, c.token_count, c.context, d.source, d.uri, \(slice) AS slice
        FROM chunk c JOIN document d ON d.id = c.document
        WHERE c.layer = $1 AND c.id = ANY ($3) AND \(ChunkBatch.isBare) ORDER BY c.id
        """, [layers.chunk, layers.embed, batch.chunks(taken)])
      let work = try rows.map { try Self.claimed($0, withText: withText) }
      try claim.keep(Set(try rows.map { try $0["item"] as Int64 }), of: taken, db)
      return Found(work: work, last: last)
    }
    if !claims.isEmpty { hand.tokensPerChunk = claims.reduce(0) { $0 + $1.passage.tokens.count } / claims.count }
    return claims
  }

  /// A chunk's text, cut where it lies: the rest of the document is not read.
  private static let slice = "substring(d.text FROM c.first_byte::int + 1 FOR (c.end_byte - c.first_byte)::int)"

  private static func claimed(_ row: Row, withText: Bool) throws -> ClaimedChunk {
    var passage = Passage(text: "", tokens: PackedColumn.tokens(try row["tokens"], count: try row["token_count"]))
    if withText {
      let context = try row.text("context")
      let slice = String(decoding: try row["slice"] as [UInt8], as: UTF8.self)
      passage.text = context.isEmpty ? slice : context + "\n" + slice
    }
    return ClaimedChunk(
      digest: try row["digest"], source: try row.text("source"), uri: try row.text("uri"), passage: passage)
  }

  package func save(_ embedded: [EmbeddedChunk], for fingerprints: GenerationFingerprints) async throws {
    let worker = try currentWorker()
    let layers = try await layers(fingerprints)
    let route = fingerprints.route(to: .embed)
    let name = pipeline
    try await write { db, pipeline in
      let saving = EmbeddingSaving(embedded, in: layers.embed)
      let written = try saving.write(db)
      let desk = QuarantineDesk(stage: .embed, layer: layers.embed, pipeline: pipeline, name: name)
      for (claim, failure) in saving.refused {
        // The row goes when the document does; the text may come back with another.
        let document: Int64? = try db.value(
          "SELECT id FROM document WHERE layer = $1 AND key = $2",
          [layers.extract, desk.key(claim.source, claim.uri)])
        try desk.put(
          source: claim.source, uri: claim.uri, input: claim.digest, document: document, failure, db)
      }
      let settled = try worker.settle(embedded.map(\.claim.digest.leaseItem), of: layers.embed, db)
      try worker.count(done: written.count, tokens: saving.tokens(written, settled), on: route, db)
    }
  }
}
