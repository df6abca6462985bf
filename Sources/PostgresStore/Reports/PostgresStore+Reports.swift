import Corpus
package import Indexing

extension PostgresStore {
  package func items(
    matching pattern: String?, fingerprints: GenerationFingerprints, limit: Int
  ) async throws -> [ItemReport] {
    try await read { db, pipeline in
      let layers = try Layers(of: fingerprints, pipeline: pipeline, db)
      return try db.rows(
        """
        SELECT d.source, d.uri, d.title, d.media_type, octet_length(d.text) AS bytes,
          (SELECT c.chunks FROM chunking c WHERE c.document = d.id AND c.layer = $2) AS chunks,
          (SELECT count(*) FROM chunk c JOIN embedding e ON e.digest = c.digest AND e.layer = $3
            WHERE c.document = d.id AND c.layer = $2) AS embedded,
          EXISTS (SELECT 1 FROM member m JOIN generation g ON g.id = m.generation AND g.state = 'live'
            WHERE m.key = d.key AND m.document = d.id) AS indexed
        FROM (
          SELECT * FROM document WHERE layer = $1 AND ($4::text IS NULL OR strpos(uri, $4) > 0)
          ORDER BY source COLLATE "C", uri LIMIT $5
        ) AS d ORDER BY source COLLATE "C", uri
        """, [layers.extract, layers.chunk, layers.embed, pattern?.storable, limit]
      ).map { row in
        ItemReport(
          source: try row.text("source"), uri: try row.text("uri"), title: try row.optionalText("title"),
          mediaType: try row.text("media_type"), bytes: try row["bytes"], chunks: try row["chunks"],
          embedded: try row["embedded"], indexed: try row["indexed"])
      }
    }
  }

  package func uncutBytes(for fingerprints: GenerationFingerprints) async throws -> Int {
    try await read { db, pipeline in
      let layers = try Layers(of: fingerprints, pipeline: pipeline, db)
      return try db.value(
        """
        SELECT coalesce(sum(octet_length(d.text)), 0)::bigint FROM document d
        WHERE d.layer = $1 AND NOT EXISTS (SELECT 1 FROM chunking c WHERE c.document = d.id AND c.layer = $2)
          AND NOT EXISTS (SELECT 1 FROM quarantine q WHERE q.document = d.id AND q.stage = 'chunk' AND q.layer = $2)
        """, [layers.extract, layers.chunk]) ?? 0
    }
  }

  /// Of the whole installation, indexes included.
  package func size() async throws -> Int {
    try await read { db, _ in
      try db.value(
        """
        SELECT coalesce(sum(pg_total_relation_size(oid)), 0)::bigint FROM pg_catalog.pg_class
        WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'm')
        """) ?? 0
    }
  }
}
