import Corpus
package import Indexing

extension PostgresStore {
  package func quarantined(uri: String?, limit: Int) async throws -> [QuarantinedItem] {
    try await read { db, pipeline in
      try db.rows(
        """
        SELECT * FROM quarantine WHERE pipeline = $1 AND \(Self.isCurrent) AND ($2::text IS NULL OR uri = $2)
        ORDER BY source COLLATE "C", uri, stage COLLATE "C" LIMIT $3
        """, [pipeline, uri?.storable, limit]
      ).map { row in
        QuarantinedItem(
          stage: Stage(rawValue: try row["stage"]) ?? .extract, source: try row.text("source"),
          uri: try row.text("uri"), failure: try JSONColumn.value(try row["failure"]),
          attempts: try row["attempts"], firstAt: try row.time("first_at"), lastAt: try row.time("last_at"),
          discarded: try row["discarded"])
      }
    }
  }

  /// Rows of layers that some generation still feeds; the others are history.
  private static let isCurrent = """
    EXISTS (SELECT 1 FROM generation g WHERE g.pipeline = $1 AND g.state IN ('live', 'sealed', 'building')
      AND layer IN (g.extract, g.chunk, g.embed))
    """

  package func release(uri: String?) async throws -> Int {
    try await write { db, pipeline in
      try db.execute(
        """
        DELETE FROM extraction WHERE object IN (SELECT object FROM quarantine
          WHERE pipeline = $1 AND stage = 'extract' AND ($2::text IS NULL OR uri = $2))
        """, [pipeline, uri?.storable])
      return try db.execute(
        "DELETE FROM quarantine WHERE pipeline = $1 AND ($2::text IS NULL OR uri = $2)", [pipeline, uri?.storable])
    }
  }

  package func discard(uri: String?) async throws -> Int {
    try await write { db, pipeline in
      try db.execute(
        """
        UPDATE quarantine SET discarded = true
        WHERE pipeline = $1 AND NOT discarded AND ($2::text IS NULL OR uri = $2)
        """, [pipeline, uri?.storable])
    }
  }

  package func failures(of generation: Generation) async throws -> Int {
    try await read { db, pipeline in
      let layers = try Layers(of: generation.fingerprints, pipeline: pipeline, db)
      return try db.value(
        """
        SELECT count(DISTINCT key) FROM quarantine
        WHERE NOT discarded AND layer IN ($1, $2, $3)
          AND first_at > coalesce((SELECT created_at FROM revision WHERE generation = $4), '-infinity')
        """, [layers.extract, layers.chunk, layers.embed, generation.id]) ?? 0
    }
  }
}
