import Corpus
package import Indexing

extension PostgresStore {
  package func readyDocuments(
    of generation: Generation, after row: Int64, limit: Int
  ) async throws -> [ReadyDocument] {
    try await read { db, pipeline in
      let readiness = try Readiness(of: generation, pipeline: pipeline, db)
      // A page of a long list: each row is looked up by itself, in order, until there are enough.
      try db.script("SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off")
      var ready: [ReadyDocument] = []
      try db.forEachRow(
        "SELECT d.* FROM document d WHERE d.id > $5 AND \(Readiness.condition) ORDER BY d.id LIMIT $6",
        readiness.arguments + [row, limit]
      ) { row in
        ready.append(
          ReadyDocument(
            row: try row["id"], id: try row["key"], source: try row.text("source"), document: try row.document(),
            chunks: []))
      }
      try Self.addChunks(to: &ready, readiness.layers, db)
      return ready
    }
  }

  private static func addChunks(to ready: inout [ReadyDocument], _ layers: Layers, _ db: Database) throws {
    let places = Dictionary(uniqueKeysWithValues: ready.indices.map { (ready[$0].row, $0) })
    var current: (place: Int, text: [UInt8])?
    try db.forEachRow(
      """
      SELECT c.document, c.ordinal, c.first_byte, c.end_byte, c.location, c.token_count, e.vector
      FROM chunk c JOIN embedding e ON e.digest = c.digest AND e.layer = $2
      WHERE c.layer = $1 AND c.document = ANY ($3) ORDER BY c.document, c.ordinal
      """, [layers.chunk, layers.embed, ready.map(\.row)]
    ) { row in
      guard let place = places[try row["document"]] else { return }
      let text = current?.place == place ? current?.text ?? [] : Array(ready[place].document.text.utf8)
      current = (place, text)
      let bytes = (try row["first_byte"] as Int)..<(try row["end_byte"] as Int)
      ready[place].chunks.append(
        ReadyChunk(
          ordinal: try row["ordinal"], text: String(decoding: text[bytes.clamped(to: text.indices)], as: UTF8.self),
          location: try JSONColumn.value(try row["location"]), tokenCount: try row["token_count"],
          vector: PackedColumn.floats(try row["vector"])))
    }
  }

  package func readyCount(of generation: Generation) async throws -> Int {
    try await read { db, pipeline in
      let readiness = try Readiness(of: generation, pipeline: pipeline, db)
      return try db.value(
        "SELECT count(*) FROM document d WHERE \(Readiness.condition)", readiness.arguments) ?? 0
    }
  }

  package func outdatedMembers(of generation: Generation) async throws -> [Member] {
    try await read { db, pipeline in
      let readiness = try Readiness(of: generation, pipeline: pipeline, db)
      return try db.rows(
        """
        SELECT m.* FROM member m LEFT JOIN document d ON d.layer = $1 AND d.key = m.key
        WHERE m.generation = $4 AND (d.id IS NULL OR (d.id <> m.document AND \(Readiness.condition)))
        """, readiness.arguments
      ).map { try $0.member() }
    }
  }
}

extension Row {
  /// A member, of the columns of its table.
  func member() throws -> Member {
    Member(
      document: try self["key"], row: try self["document"], segment: try text("segment"), number: try self["number"])
  }
}
