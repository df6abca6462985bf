import Corpus
import Foundation
import GRDB
package import Indexing

extension SQLiteStore {
  package func claimChunks(
    for fingerprints: GenerationFingerprints, maxTokens: Int, budget: Int?, withText: Bool
  ) async throws -> [ClaimedChunk] {
    let after = hand.chunk(for: fingerprints)
    let left = budget.map { $0 - hand.standing.tokens - hand.tokensInHand } ?? .max
    guard left > 0 else { return [] }
    let room = min(maxTokens, left)
    let busy = hand.digests
    let (claims, last) = try await read { db in
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT c.*, d.source, d.uri FROM chunk c JOIN document d ON d.id = c.document
          WHERE c.id > ?1 AND c.fingerprint = ?2
            AND NOT EXISTS (SELECT 1 FROM embedding e WHERE e.fingerprint = ?3 AND e.digest = c.digest)
            AND NOT EXISTS
              (SELECT 1 FROM quarantine q WHERE q.stage = 'embed' AND q.fingerprint = ?3 AND q.input = c.digest)
          ORDER BY c.id
          """, arguments: [after, fingerprints.chunk, fingerprints.embed])
      var claims: [ClaimedChunk] = []
      var seen = busy
      var tokens = 0
      var last = after
      var text = DocumentText()
      while let row = try rows.next() {
        let digest: Digest = row["digest"]
        let count: Int = row["token_count"]
        if !seen.contains(digest), tokens + count > room { break }
        last = row["id"]
        guard seen.insert(digest).inserted else { continue }
        tokens += count
        var passage = Passage(text: "", tokens: PackedColumn.tokens(row["tokens"], count: count))
        if withText {
          let context: String = row["context"]
          let slice = try text.slice(db, document: row["document"], row["first_byte"], row["end_byte"])
          passage.text = context.isEmpty ? slice : context + "\n" + slice
        }
        claims.append(ClaimedChunk(digest: digest, source: row["source"], uri: row["uri"], passage: passage))
      }
      return (claims, last)
    }
    guard hand.chunk(for: fingerprints) == after else {
      return try await claimChunks(for: fingerprints, maxTokens: maxTokens, budget: budget, withText: withText)
    }
    hand.lastChunk[fingerprints] = last
    hand.digests.formUnion(claims.map(\.digest))
    hand.tokensInHand += Self.tokens(claims)
    return claims
  }

  package func save(_ embedded: [EmbeddedChunk], for fingerprints: GenerationFingerprints) async throws {
    let fingerprint = fingerprints.embed
    try await write { db in
      let insert = try db.cachedStatement(
        sql: "INSERT OR IGNORE INTO embedding (fingerprint, digest, vector) VALUES (?, ?, ?)")
      for item in embedded {
        switch item.vector {
        case .success(let vector):
          try insert.execute(arguments: [fingerprint, item.claim.digest, PackedColumn.floats(vector)])
        case .failure(let failure):
          // The row goes when the document does; the text may come back with another.
          let document = try Int64.fetchOne(
            db, sql: "SELECT id FROM document WHERE fingerprint = ? AND source = ? AND uri = ?",
            arguments: [fingerprints.extract, item.claim.source, item.claim.uri])
          try Self.quarantine(
            db, .embed, fingerprint, source: item.claim.source, uri: item.claim.uri, input: item.claim.digest,
            document: document, failure: failure)
        }
      }
    }
    let claims = embedded.map(\.claim)
    hand.digests.subtract(claims.map(\.digest))
    hand.tokensInHand -= Self.tokens(claims)
    hand.standing.tokens += Self.tokens(claims)
    hand.standing.done[fingerprints.route(to: .embed), default: 0] += embedded.count { (try? $0.vector.get()) != nil }
  }

  private static func tokens(_ claims: [ClaimedChunk]) -> Int { claims.reduce(0) { $0 + $1.passage.tokens.count } }
}

/// The text of the document read last, so that its chunks do not each read it again.
private struct DocumentText {
  private var document: Int64?
  private var bytes: [UInt8] = []

  mutating func slice(_ db: Database, document id: Int64, _ first: Int, _ end: Int) throws -> String {
    if document != id {
      let text = try String.fetchOne(db, sql: "SELECT text FROM document WHERE id = ?", arguments: [id]) ?? ""
      bytes = Array(text.utf8)
      document = id
    }
    return String(decoding: bytes[min(first, bytes.count)..<min(end, bytes.count)], as: UTF8.self)
  }
}
