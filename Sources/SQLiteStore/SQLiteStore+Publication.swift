import Corpus
import Foundation
import GRDB
package import Indexing

extension SQLiteStore {
  /// Whether document `d` is complete and not in the generation's revision. Parameters: see ``readyArguments(_:)``.
  static let isReady = """
    d.fingerprint = :extract
      AND NOT EXISTS (SELECT 1 FROM member m WHERE m.generation = :generation AND m.key = d.key AND m.document = d.id)
      AND EXISTS (SELECT 1 FROM chunking c WHERE c.document = d.id AND c.fingerprint = :chunk AND c.chunks > 0)
      AND NOT EXISTS (
        SELECT 1 FROM chunk c WHERE c.document = d.id AND c.fingerprint = :chunk
          AND NOT EXISTS (SELECT 1 FROM embedding e WHERE e.fingerprint = :embed AND e.digest = c.digest))
    """

  static func readyArguments(_ generation: Generation) -> StatementArguments {
    let fingerprints = generation.fingerprints
    return [
      "extract": fingerprints.extract, "chunk": fingerprints.chunk, "embed": fingerprints.embed,
      "generation": generation.id,
    ]
  }

  package func readyDocuments(
    of generation: Generation, after row: Int64, limit: Int
  ) async throws -> [ReadyDocument] {
    try await read { db in
      let documents = try Row.fetchAll(
        db, sql: "SELECT * FROM document d WHERE d.id > :after AND \(Self.isReady) ORDER BY d.id LIMIT :limit",
        arguments: Self.readyArguments(generation) + ["after": row, "limit": limit])
      let chunks = try db.cachedStatement(
        sql: """
          SELECT c.*, e.vector FROM chunk c
          JOIN embedding e ON e.fingerprint = ? AND e.digest = c.digest
          WHERE c.document = ? AND c.fingerprint = ? ORDER BY c.ordinal
          """)
      return try documents.map { row in
        let document = try Self.document(row)
        let text = Array(document.text.utf8)
        let rows = try Row.fetchCursor(
          chunks, arguments: [generation.fingerprints.embed, row["id"] as Int64, generation.fingerprints.chunk])
        var ready: [ReadyChunk] = []
        while let chunk = try rows.next() {
          let bytes: Range<Int> = (chunk["first_byte"] as Int)..<(chunk["end_byte"] as Int)
          ready.append(
            ReadyChunk(
              ordinal: chunk["ordinal"], text: String(decoding: text[bytes.clamped(to: text.indices)], as: UTF8.self),
              location: try JSONColumn.value(chunk["location"]), tokenCount: chunk["token_count"],
              vector: PackedColumn.floats(chunk["vector"] as Data)))
        }
        return ReadyDocument(
          row: row["id"], id: row["key"], source: row["source"], document: document, chunks: ready)
      }
    }
  }

  package func readyCount(of generation: Generation) async throws -> Int {
    try await read { db in
      try Int.fetchOne(
        db, sql: "SELECT count(*) FROM document d WHERE \(Self.isReady)", arguments: Self.readyArguments(generation))
        ?? 0
    }
  }

  package func outdatedMembers(of generation: Generation) async throws -> [Member] {
    try await read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT m.* FROM member m LEFT JOIN document d ON d.fingerprint = :extract AND d.key = m.key
          WHERE m.generation = :generation AND (d.id IS NULL OR (d.id <> m.document AND \(Self.isReady)))
          """, arguments: Self.readyArguments(generation)
      ).map { row in
        Member(document: row["key"], row: row["document"], segment: row["segment"], number: row["number"])
      }
    }
  }

  package func revision(of generation: Generation) async throws -> Revision? {
    try await read { try Self.revision($0, of: generation.id) }
  }

  private static func revision(_ db: Database, of generation: Int) throws -> Revision? {
    guard
      let row = try Row.fetchOne(db, sql: "SELECT * FROM revision WHERE generation = ?", arguments: [generation])
    else { return nil }
    let entries = try Row.fetchAll(
      db, sql: "SELECT * FROM revision_segment WHERE generation = ? ORDER BY position", arguments: [generation]
    ).map { row in
      Revision.Entry(
        segment: row["segment"], documents: row["documents"], chunks: row["chunks"], bytes: row["bytes"],
        tombstones: [UInt8](row["tombstones"] as Data), deleted: row["deleted"])
    }
    return Revision(generation: generation, number: row["number"], segments: entries, createdAt: row["created_at"])
  }

  package func publish(_ publication: Publication, of generation: Generation) async throws -> Revision {
    let now = Date().timeIntervalSince1970
    let pipeline = pipeline
    return try await write { db in
      let current = try Row.fetchOne(db, sql: "SELECT * FROM revision WHERE generation = ?", arguments: [generation.id])
      guard (current?["number"] ?? 0) == publication.replaces else {
        throw Failure(
          "publication.overtaken", pipeline, "another run published generation \(generation.id) meanwhile",
          remedy: "run again", verdict: .stop(.interrupted))
      }
      let number = publication.replaces + 1
      try db.execute(
        sql: "INSERT OR REPLACE INTO revision (generation, number, run, created_at) VALUES (?, ?, ?, ?)",
        arguments: [generation.id, number, publication.run, now])
      try db.execute(sql: "DELETE FROM revision_segment WHERE generation = ?", arguments: [generation.id])
      for (position, entry) in publication.entries.enumerated() {
        try db.execute(
          sql: "INSERT INTO revision_segment VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
          arguments: [
            generation.id, position, entry.segment, entry.documents, entry.chunks, entry.bytes,
            Data(entry.tombstones), entry.deleted,
          ])
      }
      try Self.write(db, publication, of: generation)
      try db.execute(
        sql: "UPDATE generation SET revision = ? WHERE id = ?", arguments: [number, generation.id])
      return Revision(generation: generation.id, number: number, segments: publication.entries, createdAt: now)
    }
  }

  private static func write(_ db: Database, _ publication: Publication, of generation: Generation) throws {
    let remove = try db.cachedStatement(sql: "DELETE FROM member WHERE generation = ? AND key = ?")
    for key in publication.removed { try remove.execute(arguments: [generation.id, key]) }
    let add = try db.cachedStatement(
      sql: """
        INSERT INTO member (generation, key, document, segment, number) VALUES (?1, ?2, ifnull(?3, 0), ?4, ?5)
        ON CONFLICT DO UPDATE SET
          document = ifnull(?3, document), segment = excluded.segment, number = excluded.number
        """)
    for member in publication.members {
      try add.execute(arguments: [generation.id, member.document, member.row, member.segment, member.number])
    }
  }
}
