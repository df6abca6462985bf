import Corpus
package import Indexing

extension PostgresStore {
  package func generations() async throws -> [Generation] {
    try await read { db, pipeline in
      try db.rows(
        """
        SELECT g.*, coalesce(r.number, 0) AS revision,
          (SELECT fingerprint FROM layer WHERE id = g.extract) AS extract_fingerprint,
          (SELECT fingerprint FROM layer WHERE id = g.chunk) AS chunk_fingerprint,
          (SELECT fingerprint FROM layer WHERE id = g.embed) AS embed_fingerprint
        FROM generation g LEFT JOIN revision r ON r.generation = g.id WHERE g.pipeline = $1 ORDER BY g.id
        """, [pipeline]
      ).map { row in
        Generation(
          id: try row["id"], state: Generation.State(rawValue: try row["state"]) ?? .failed,
          fingerprints: GenerationFingerprints(
            extract: try row["extract_fingerprint"], chunk: try row["chunk_fingerprint"],
            embed: try row["embed_fingerprint"], index: try row["index_fingerprint"]),
          dimension: try row["dimension"], precision: try row["precision"], recipe: try row.text("recipe"),
          revision: try row["revision"], createdAt: try row.time("created_at"),
          promotedAt: try row.optionalTime("promoted_at"), retiredAt: try row.optionalTime("retired_at"))
      }
    }
  }

  package func createGeneration(
    _ fingerprints: GenerationFingerprints, dimension: Int, precision: String, recipe: String
  ) async throws -> Generation {
    // Tells a second try of this call that the first one went through unseen.
    let ticket = Int64.random(in: .min ... .max)
    let (id, createdAt) = try await write { db, pipeline in
      if let row = try db.row("SELECT id, created_at FROM generation WHERE ticket = $1", [ticket]) {
        return (try row["id"] as Int, try row.time("created_at"))
      }
      // With the generation, so that nobody closes them in between.
      let layers = try Layers(opening: fingerprints, pipeline: pipeline, db)
      let row = try db.rows(
        """
        INSERT INTO generation
          (pipeline, state, extract, chunk, embed, index_fingerprint, dimension, precision, recipe, ticket)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id, created_at
        """,
        [
          pipeline, Generation.State.building.rawValue, layers.extract, layers.chunk, layers.embed,
          fingerprints.index, dimension, precision, recipe.storable, ticket,
        ])[0]
      let id: Int = try row["id"]
      try db.execute("SELECT add_partitions($1, $2)", [["member"], id])
      return (id, try row.time("created_at"))
    }
    return Generation(
      id: id, state: .building, fingerprints: fingerprints, dimension: dimension, precision: precision,
      recipe: recipe, revision: 0, createdAt: createdAt)
  }

  package func mark(_ generation: Int, as state: Generation.State) async throws {
    try await write { db, pipeline in
      try db.execute(
        "UPDATE generation SET state = $3 WHERE pipeline = $1 AND id = $2", [pipeline, generation, state.rawValue])
    }
  }

  package func promote(_ generation: Int) async throws {
    try await write { db, pipeline in
      // Of two promotions, the later one wins.
      try db.execute("SELECT 1 FROM pipeline WHERE id = $1 FOR NO KEY UPDATE", [pipeline])
      try db.execute(
        """
        UPDATE generation SET state = 'retired', retired_at = now()
        WHERE pipeline = $1 AND state = 'live' AND id <> $2
        """, [pipeline, generation])
      try db.execute(
        """
        UPDATE generation SET state = 'live', promoted_at = now(), retired_at = NULL WHERE pipeline = $1 AND id = $2
        """, [pipeline, generation])
      try Self.expose(generation, pipeline, db)
    }
  }

  package func drop(generations: [Int]) async throws {
    for generation in generations {
      try await write { db, pipeline in
        let dropped = try db.execute(
          "DELETE FROM generation WHERE pipeline = $1 AND id = $2 AND state <> 'live'", [pipeline, generation])
        guard dropped > 0 else { return }
        try db.script("SET LOCAL lock_timeout = '5s'")
        try db.execute("SELECT drop_partitions($1, $2)", [["member", "passage"], generation])
      }
    }
    openLayers = [:]
    while try await write({ try Layer.closeOne(in: $1, $0) }) {}
  }
}
