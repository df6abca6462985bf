package import Corpus
package import Indexing
package import Segments

extension PostgresStore {
  /// The passages nearest to a vector, best first; with an index, most of them.
  ///
  /// Under a filter the index is scanned further and further until there are enough (pgvector's iterative scans).
  package func passages(
    near vector: [Float], of generation: Generation, limit: Int, filter: Filter? = nil
  ) async throws -> [PassageMatch] {
    try await passages(of: generation) { db, table in
      let type: String =
        try db.value(
          """
          SELECT t.typname::text FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
          WHERE a.attrelid = to_regclass($1) AND a.attname = 'embedding'
          """, [table]) ?? "vector"
      try db.script(
        """
        SET LOCAL hnsw.iterative_scan = strict_order; SET LOCAL hnsw.ef_search = \(min(1000, max(100, limit)));
        SET LOCAL ivfflat.iterative_scan = relaxed_order; SET LOCAL ivfflat.probes = 20
        """)
      var condition = PassageFilter(after: [vector.vectorBytes(isHalf: type == "halfvec"), limit])
      let filter = try filter.map { try condition.condition($0) } ?? "true"
      return try db.rows(
        """
        SELECT *, (1 - (embedding <=> $1::\(type)))::float8 AS score FROM \(table) WHERE \(filter)
        ORDER BY embedding <=> $1::\(type) LIMIT $2
        """, condition.parameters
      ).map { try PassageMatch($0) }
    }
  }

  package func neighbours(of vector: [Float], in generation: Generation, limit: Int) async throws -> [ChunkID] {
    try await passages(near: vector, of: generation, limit: limit).map {
      ChunkID(document: $0.document, ordinal: $0.ordinal)
    }
  }

  /// The passages that say any of a query's words, those that say more of them, and closer together, first.
  package func passages(
    saying query: String, of generation: Generation, language: String, limit: Int, filter: Filter? = nil
  ) async throws -> [PassageMatch] {
    try await passages(of: generation) { db, table in
      let configuration = try PassageTable(generation: generation).configuration(language, db)
      var condition = PassageFilter(after: [query.replacing("\0", with: " "), limit])
      let filter = try filter.map { try condition.condition($0) } ?? "true"
      return try db.rows(
        """
        SELECT p.*, ts_rank_cd(words, q)::float8 AS score
        FROM \(table) p,
          (SELECT replace(plainto_tsquery('\(configuration)', $1)::text, ' & ', ' | ')::tsquery AS q) asked
        WHERE words @@ q AND \(filter) ORDER BY score DESC, uri, ordinal LIMIT $2
        """, condition.parameters
      ).map { try PassageMatch($0) }
    }
  }

  private func passages(
    of generation: Generation, _ body: @Sendable @escaping (Database, String) throws -> [PassageMatch]
  ) async throws -> [PassageMatch] {
    let table = PassageTable(generation: generation).name
    let pipeline = pipeline
    return try await read { db, _ in
      guard try db.value("SELECT to_regclass($1) IS NOT NULL", [table]) == true else {
        throw Failure(
          "search.database", pipeline, "generation \(generation.id) has no indexes in the database",
          remedy: "set index.database: true and run, or search --in segments", verdict: .stop(.configuration))
      }
      try PassageTable.findExtension(db)
      return try body(db, table)
    }
  }
}
