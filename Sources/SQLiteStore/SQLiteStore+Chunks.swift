import Corpus
import Foundation
import GRDB
package import Indexing

extension SQLiteStore {
  package func claimDocuments(
    for fingerprints: GenerationFingerprints, settled: Bool, limit: Int, maxBytes: Int
  ) async throws -> [ClaimedDocument] {
    let after = hand.document(for: fingerprints)
    let run = try currentRun()
    let claims = try await read { db in
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT d.* FROM document d
          WHERE d.id > ?1 AND d.fingerprint = ?2
            AND NOT EXISTS (SELECT 1 FROM chunking c WHERE c.document = d.id AND c.fingerprint = ?3)
            AND NOT EXISTS (SELECT 1 FROM quarantine q WHERE q.document = d.id AND q.stage = 'chunk' AND q.fingerprint = ?3)
            AND (NOT ?5 OR d.seen = ?6 OR EXISTS (
              SELECT 1 FROM object o LEFT JOIN extraction e ON e.object = o.id AND e.fingerprint = ?2
              WHERE o.id = d.object AND (o.gone OR o.read_run = ?6
                OR (NOT o.unsure AND o.read_stamp = o.stamp AND e.digest = o.digest))))
          ORDER BY d.id LIMIT ?4
          """, arguments: [after, fingerprints.extract, fingerprints.chunk, limit, settled, run])
      var claims: [ClaimedDocument] = []
      var bytes = 0
      while bytes < maxBytes, let row = try rows.next() {
        let claim = ClaimedDocument(id: row["id"], source: row["source"], document: try Self.document(row))
        bytes += claim.document.text.utf8.count
        claims.append(claim)
      }
      return claims
    }
    guard hand.document(for: fingerprints) == after else {
      return try await claimDocuments(for: fingerprints, settled: settled, limit: limit, maxBytes: maxBytes)
    }
    if let last = claims.last { hand.lastDocument[fingerprints] = last.id }
    return claims
  }

  static func document(_ row: Row) throws -> Document {
    let structure = try JSONColumn.value(row["structure"], as: DocumentStructure.self)
    return Document(
      uri: row["uri"], title: row["title"], mediaType: row["media_type"], text: row["text"],
      headings: structure.headings, pages: structure.pages, links: structure.links, metadata: structure.metadata)
  }

  package func save(_ chunked: [ChunkedDocument], for fingerprints: GenerationFingerprints) async throws {
    let fingerprint = fingerprints.chunk
    let done = try await write { db in
      var done = 0
      let insert = try db.cachedStatement(
        sql: """
          INSERT INTO chunk
            (document, fingerprint, ordinal, digest, first_byte, end_byte, location, context, token_count, tokens)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """)
      for item in chunked {
        let id = item.claim.id
        // Replaced or removed since it was claimed: its successor has a row of its own.
        guard try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM document WHERE id = ?)", arguments: [id]) == true
        else { continue }
        switch item.chunks {
        case .failure(let failure):
          try Self.quarantine(
            db, .chunk, fingerprint, source: item.claim.source, uri: item.claim.document.uri, input: nil, document: id,
            failure: failure)
        case .success(let chunks):
          try db.execute(
            sql: "DELETE FROM chunk WHERE document = ? AND fingerprint = ?", arguments: [id, fingerprint])
          for chunk in chunks {
            try insert.execute(arguments: [
              id, fingerprint, chunk.ordinal, chunk.digest, chunk.bytes.lowerBound, chunk.bytes.upperBound,
              try JSONColumn.text(chunk.location), chunk.context, chunk.tokenCount, PackedColumn.tokens(chunk.tokens),
            ])
          }
          try db.execute(
            sql: "INSERT OR REPLACE INTO chunking (document, fingerprint, chunks) VALUES (?, ?, ?)",
            arguments: [id, fingerprint, chunks.count])
          done += 1
        }
      }
      return done
    }
    hand.standing.done[fingerprints.route(to: .chunk), default: 0] += done
  }
}
