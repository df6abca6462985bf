import Corpus
import Foundation
import GRDB
package import Indexing

extension SQLiteStore {
  package func census(of fingerprints: GenerationFingerprints, generation: Int?) async throws -> Census {
    try await read { db in
      let arguments: StatementArguments = [
        "extract": fingerprints.extract, "chunk": fingerprints.chunk, "embed": fingerprints.embed,
        "generation": generation ?? 0,
      ]
      func count(_ sql: String) throws -> Int {
        try Int.fetchOne(db, sql: sql, arguments: arguments) ?? 0
      }
      let refusedObject = """
        EXISTS (SELECT 1 FROM quarantine q WHERE q.object = o.id AND q.stage = 'extract' AND q.fingerprint = :extract
          AND q.uri = o.uri)
        """
      let readObjects = """
        FROM object o JOIN extraction e ON e.object = o.id AND e.fingerprint = :extract
        WHERE (o.gone OR o.read_stamp = o.stamp AND e.digest = o.digest)
        """
      let isEmbedded = "EXISTS (SELECT 1 FROM embedding e WHERE e.fingerprint = :embed AND e.digest = c.digest)"
      let refusedChunk = """
        EXISTS (SELECT 1 FROM quarantine q WHERE q.stage = 'embed' AND q.fingerprint = :embed AND q.input = c.digest)
        """
      // Looking each chunk up among the vectors is what a census costs: once, and again only if that told of more.
      let hasRefusedChunks =
        try count("SELECT EXISTS (SELECT 1 FROM quarantine WHERE stage = 'embed' AND fingerprint = :embed)") > 0
      let heldByChunk = """
        EXISTS (SELECT 1 FROM chunk c WHERE c.document = d.id AND c.fingerprint = :chunk AND NOT \(isEmbedded)
          AND \(refusedChunk))
        """
      let heldBack = """
        (EXISTS (SELECT 1 FROM quarantine q WHERE q.document = d.id AND q.stage = 'chunk' AND q.fingerprint = :chunk)
          OR \(hasRefusedChunks ? heldByChunk : "FALSE"))
        """
      // A kept file that is gone counts as long as there is something of it to keep.
      let objects = try count(
        """
        SELECT count(*) FROM object o WHERE NOT gone
          OR EXISTS (SELECT 1 FROM extraction e WHERE e.object = o.id AND e.fingerprint = :extract)
        """)
      let documents = try count("SELECT count(*) FROM document WHERE fingerprint = :extract")
      let allChunks = """
        FROM chunk c JOIN document d ON d.id = c.document AND d.fingerprint = :extract WHERE c.fingerprint = :chunk
        """
      let chunks = try Row.fetchOne(
        db, sql: "SELECT count(*) AS total, ifnull(sum(\(isEmbedded)), 0) AS embedded \(allChunks)",
        arguments: arguments)
      let (chunkCount, embedded): (Int, Int) = (chunks?["total"] ?? 0, chunks?["embedded"] ?? 0)
      let refused =
        hasRefusedChunks ? try count("SELECT count(*) \(allChunks) AND NOT \(isEmbedded) AND \(refusedChunk)") : 0
      return Census(
        extract: Census.Tally(
          total: objects,
          complete: try count(
            """
            SELECT count(*) \(readObjects) AND e.skipped IS NULL AND NOT \(refusedObject)
            """),
          quarantined: try count("SELECT count(*) FROM object o WHERE \(refusedObject)"),
          skipped: try count("SELECT count(*) \(readObjects) AND e.skipped IS NOT NULL AND NOT \(refusedObject)"),
          declared: objects),
        chunk: Census.Tally(
          total: documents,
          complete: try count(
            """
            SELECT count(*) FROM chunking c JOIN document d ON d.id = c.document AND d.fingerprint = :extract
            WHERE c.fingerprint = :chunk
            """),
          quarantined: try count(
            """
            SELECT count(*) FROM quarantine q JOIN document d ON d.id = q.document AND d.fingerprint = :extract
            WHERE q.stage = 'chunk' AND q.fingerprint = :chunk
            """),
          declared: try count("SELECT ifnull(sum(documents), 0) FROM extraction WHERE fingerprint = :extract")),
        embed: Census.Tally(
          total: chunkCount, complete: embedded, quarantined: refused,
          declared: try count(
            """
            SELECT ifnull(sum(c.chunks), 0) FROM chunking c JOIN document d ON d.id = c.document
            WHERE c.fingerprint = :chunk AND d.fingerprint = :extract
            """)),
        index: Census.Tally(
          total: documents,
          complete: try count(
            """
            SELECT count(*) FROM document d JOIN member m ON m.key = d.key AND m.document = d.id
            WHERE d.fingerprint = :extract AND m.generation = :generation
            """),
          quarantined: try count("SELECT count(*) FROM document d WHERE d.fingerprint = :extract AND \(heldBack)"),
          declared: documents),
        pendingTokens: embedded + refused == chunkCount
          ? 0
          : try count(
            """
            SELECT ifnull(sum(token_count), 0) FROM (
              SELECT max(token_count) AS token_count \(allChunks) AND NOT \(isEmbedded) AND NOT \(refusedChunk)
              GROUP BY c.digest)
            """),
        published: try count(
          "SELECT count(*) FROM member WHERE generation = :generation"))
    }
  }

  package func items(
    matching pattern: String?, fingerprints: GenerationFingerprints, limit: Int
  ) async throws -> [ItemReport] {
    try await read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT d.source, d.uri, d.title, d.media_type, length(CAST(d.text AS BLOB)) AS bytes,
            (SELECT c.chunks FROM chunking c WHERE c.document = d.id AND c.fingerprint = :chunk) AS chunks,
            (SELECT count(*) FROM chunk c JOIN embedding e ON e.fingerprint = :embed AND e.digest = c.digest
              WHERE c.document = d.id AND c.fingerprint = :chunk) AS embedded,
            EXISTS (SELECT 1 FROM member m JOIN generation g ON g.id = m.generation AND g.state = 'live'
              WHERE m.key = d.key AND m.document = d.id) AS indexed
          FROM document d
          WHERE d.fingerprint = :extract AND (:pattern IS NULL OR instr(d.uri, :pattern) > 0)
          ORDER BY d.source, d.uri LIMIT :limit
          """,
        arguments: [
          "extract": fingerprints.extract, "chunk": fingerprints.chunk, "embed": fingerprints.embed,
          "pattern": pattern, "limit": limit,
        ]
      ).map { row in
        ItemReport(
          source: row["source"], uri: row["uri"], title: row["title"], mediaType: row["media_type"],
          bytes: row["bytes"], chunks: row["chunks"], embedded: row["embedded"], indexed: row["indexed"])
      }
    }
  }

  package func uncutBytes(for fingerprints: GenerationFingerprints) async throws -> Int {
    try await read { db in
      try Int.fetchOne(
        db,
        sql: """
          SELECT coalesce(sum(length(CAST(d.text AS BLOB))), 0) FROM document d
          WHERE d.fingerprint = ?1
            AND NOT EXISTS (SELECT 1 FROM chunking c WHERE c.document = d.id AND c.fingerprint = ?2)
            AND NOT EXISTS (SELECT 1 FROM quarantine q WHERE q.document = d.id AND q.stage = 'chunk' AND q.fingerprint = ?2)
          """, arguments: [fingerprints.extract, fingerprints.chunk]) ?? 0
    }
  }

  package func size() async throws -> Int {
    try await read { db in
      let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
      return pages * (try Int.fetchOne(db, sql: "PRAGMA page_size") ?? 0)
    }
  }
}
