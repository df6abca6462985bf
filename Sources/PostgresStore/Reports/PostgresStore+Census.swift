import Corpus
package import Indexing

extension PostgresStore {
  /// One snapshot, one statement a stage.
  package func census(of fingerprints: GenerationFingerprints, generation: Int?) async throws -> Census {
    let (census, layers, floor) = try await read { [worker = hand.worker] db, pipeline in
      let layers = try Layers(of: fingerprints, pipeline: pipeline, db)
      let census = try Self.count(layers, pipeline: pipeline, generation: generation, db)
      return (census, layers, try worker.map { try Floor(under: census, layers, for: $0, db) })
    }
    if let floor {
      hand.raiseFloor(of: .uncut(layers), to: floor.document)
      hand.raiseFloor(of: .bare(layers), to: floor.chunk)
    }
    return census
  }

  private static func count(_ layers: Layers, pipeline: Int, generation: Int?, _ db: Database) throws -> Census {
    try db.script("SET LOCAL work_mem = '64MB'")
    let extract = try db.rows(Self.extractCensus, [pipeline, layers.extract])[0]
    let chunk = try db.rows(Self.chunkCensus, [layers.extract, layers.chunk])[0]
    let embed = try db.rows(Self.embedCensus, [layers.extract, layers.chunk, layers.embed])[0]
    let index = try db.rows(Self.indexCensus, [layers.extract, layers.chunk, layers.embed, generation ?? 0])[0]
    let documents: Int = try chunk["total"]
    return Census(
      extract: Census.Tally(
        total: try extract["total"], complete: try extract["complete"], quarantined: try extract["quarantined"],
        skipped: try extract["skipped"], declared: try extract["total"]),
      chunk: Census.Tally(
        total: documents, complete: try chunk["complete"], quarantined: try chunk["quarantined"],
        declared: try chunk["declared"]),
      embed: Census.Tally(
        total: try embed["total"], complete: try embed["complete"], quarantined: try embed["quarantined"],
        declared: try chunk["chunks"]),
      index: Census.Tally(
        total: documents, complete: try index["complete"], quarantined: try index["quarantined"],
        declared: documents),
      pendingTokens: try embed["pending_tokens"], published: try index["published"])
  }

  /// `$1` is the pipeline, `$2` the layer. A kept file that is gone counts as long as there is something of it to keep.
  private static let extractCensus = """
    SELECT count(*) FILTER (WHERE NOT gone OR has_output) AS total,
      count(*) FILTER (WHERE is_read AND NOT is_skipped AND NOT is_refused) AS complete,
      count(*) FILTER (WHERE is_refused) AS quarantined,
      count(*) FILTER (WHERE is_read AND is_skipped AND NOT is_refused) AS skipped
    FROM (
      SELECT o.gone, e.digest IS NOT NULL AS has_output, e.skipped IS NOT NULL AS is_skipped,
        e.digest IS NOT NULL AND (o.gone OR o.read_stamp = o.stamp AND e.digest = o.digest) AS is_read,
        EXISTS (SELECT 1 FROM quarantine q
          WHERE q.layer = $2 AND q.stage = 'extract' AND q.key = o.key AND q.object = o.id) AS is_refused
      FROM object o LEFT JOIN extraction e ON e.object = o.id AND e.layer = $2 WHERE o.pipeline = $1
    ) AS looked
    """

  /// `$1` and `$2` are the layers of extraction and chunks.
  private static let chunkCensus = """
    SELECT
      (SELECT count(*) FROM document WHERE layer = $1) AS total,
      (SELECT coalesce(sum(documents), 0) FROM extraction WHERE layer = $1)::bigint AS declared,
      (SELECT count(*) FROM quarantine q JOIN document d ON d.id = q.document AND d.layer = $1
        WHERE q.layer = $2 AND q.stage = 'chunk') AS quarantined,
      count(*) AS complete, coalesce(sum(c.chunks), 0)::bigint AS chunks
    FROM chunking c JOIN document d ON d.id = c.document AND d.layer = $1 WHERE c.layer = $2
    """

  /// `$1` to `$3` are the layers. Equal texts are embedded once, so their tokens are pending once.
  private static let embedCensus = """
    WITH missing AS (
      SELECT c.digest, c.token_count FROM chunk c JOIN document d ON d.id = c.document AND d.layer = $1
      WHERE c.layer = $2 AND NOT EXISTS (SELECT 1 FROM embedding e WHERE e.layer = $3 AND e.digest = c.digest)
    ), texts AS (
      SELECT digest, max(token_count) AS tokens, count(*) AS chunks, EXISTS (SELECT 1 FROM quarantine q
        WHERE q.layer = $3 AND q.stage = 'embed' AND q.input = missing.digest) AS is_refused
      FROM missing GROUP BY digest
    ), counts AS (
      SELECT count(*) AS total FROM chunk c JOIN document d ON d.id = c.document AND d.layer = $1 WHERE c.layer = $2
    )
    SELECT total, total - coalesce(sum(chunks), 0)::bigint AS complete,
      coalesce(sum(chunks) FILTER (WHERE is_refused), 0)::bigint AS quarantined,
      coalesce(sum(tokens) FILTER (WHERE NOT is_refused), 0)::bigint AS pending_tokens
    FROM counts LEFT JOIN texts ON true GROUP BY total
    """

  /// `$1` to `$3` are the layers, `$4` is the generation. A document is held back by a refusal of its own or of a part.
  private static let indexCensus = """
    SELECT
      (SELECT count(*) FROM member m JOIN document d ON d.layer = $1 AND d.key = m.key AND d.id = m.document
        WHERE m.generation = $4) AS complete,
      (SELECT count(*) FROM member WHERE generation = $4) AS published,
      (SELECT count(*) FROM document d WHERE d.layer = $1 AND d.id IN (
        SELECT document FROM quarantine WHERE layer = $2 AND stage = 'chunk'
        UNION ALL
        SELECT c.document FROM quarantine q JOIN chunk c ON c.layer = $2 AND c.digest = q.input
        WHERE q.layer = $3 AND q.stage = 'embed'
          AND NOT EXISTS (SELECT 1 FROM embedding e WHERE e.layer = $3 AND e.digest = c.digest))) AS quarantined
    """
}
