import Corpus
import Foundation
package import Indexing

extension PostgresStore {
  package func revision(of generation: Generation) async throws -> Revision? {
    try await read { db, _ in try Self.revision(of: generation.id, db)?.revision }
  }

  private static func revision(of generation: Int, _ db: Database) throws -> (revision: Revision, run: Int)? {
    let row = try db.row("SELECT number, run, created_at FROM revision WHERE generation = $1", [generation])
    guard let row else { return nil }
    let entries = try db.rows(
      "SELECT * FROM revision_segment WHERE generation = $1 ORDER BY position", [generation]
    ).map { row in
      Revision.Entry(
        segment: try row.text("segment"), documents: try row["documents"], chunks: try row["chunks"],
        bytes: try row["bytes"], tombstones: try row["tombstones"], deleted: try row["deleted"])
    }
    let revision = Revision(
      generation: generation, number: try row["number"], segments: entries, createdAt: try row.time("created_at"))
    return (revision, try row["run"])
  }

  package func publish(_ publication: Publication, of generation: Generation) async throws -> Revision {
    let name = self.pipeline
    return try await write { db, pipeline in
      // Of two who publish at once, the second sees what the first did.
      try db.execute("SELECT 1 FROM generation WHERE id = $1 FOR NO KEY UPDATE", [generation.id])
      let current = try Self.revision(of: generation.id, db)
      if let current, current.revision.number == publication.replaces + 1, current.run == publication.run,
        current.revision.segments == publication.entries
      {
        return current.revision
      }
      guard current?.revision.number ?? 0 == publication.replaces else {
        throw Failure(
          "publication.overtaken", name, "another run published generation \(generation.id) meanwhile",
          remedy: "run again", verdict: .stop(.interrupted))
      }
      let number = publication.replaces + 1
      let createdAt: Date = try db.rows(
        """
        INSERT INTO revision (generation, number, run) VALUES ($1, $2, $3)
        ON CONFLICT (generation) DO UPDATE SET number = excluded.number, run = excluded.run, created_at = now()
        RETURNING created_at
        """, [generation.id, number, publication.run])[0][0]
      try Self.write(publication.entries, of: generation.id, pipeline, db)
      try Self.write(publication, of: generation.id, db)
      return Revision(
        generation: generation.id, number: number, segments: publication.entries,
        createdAt: createdAt.timeIntervalSince1970)
    }
  }

  private static func write(
    _ entries: [Revision.Entry], of generation: Int, _ pipeline: Int, _ db: Database
  ) throws {
    // What leaves the list now is kept a while for those who still copy it.
    try db.execute(
      """
      UPDATE segment SET was_listed = true, touched_at = now() WHERE pipeline = $1 AND (name = ANY ($3)
        OR name IN (SELECT segment FROM revision_segment WHERE generation = $2))
      """, [pipeline, generation, entries.map(\.segment.storable)])
    try db.execute("DELETE FROM revision_segment WHERE generation = $1", [generation])
    try db.pipeline(
      "INSERT INTO revision_segment VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
      entries.enumerated().map { position, entry in
        [
          generation, position, entry.segment.storable, entry.documents, entry.chunks, entry.bytes, entry.tombstones,
          entry.deleted,
        ]
      })
  }

  /// Rows written with one statement.
  private static let batch = 10_000

  private static func write(_ publication: Publication, of generation: Int, _ db: Database) throws {
    for start in stride(from: 0, to: publication.removed.count, by: batch) {
      let keys = Array(publication.removed[start...].prefix(batch))
      try db.execute(
        "DELETE FROM member WHERE generation = $1 AND key = ANY ($2)", [generation, keys])
    }
    // A merge moves a document, and leaves its row as it is.
    for start in stride(from: 0, to: publication.members.count, by: batch) {
      let members = publication.members[start...].prefix(batch)
      try db.execute(
        """
        INSERT INTO member AS m (generation, key, document, segment, number)
        SELECT $1, * FROM unnest($2::bytea[], $3::bigint[], $4::text[], $5::int[])
        ON CONFLICT (key, generation) DO UPDATE SET segment = excluded.segment, number = excluded.number,
          document = CASE excluded.document WHEN 0 THEN m.document ELSE excluded.document END
        """,
        [
          generation, members.map(\.document), members.map { $0.row ?? 0 }, members.map(\.segment.storable),
          members.map(\.number),
        ])
    }
  }
}
