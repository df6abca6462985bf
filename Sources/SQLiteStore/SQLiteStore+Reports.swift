import Corpus
import Foundation
import GRDB
package import Indexing

extension SQLiteStore {
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
