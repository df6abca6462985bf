import Corpus
import Foundation
import Indexing

extension PostgresStore {
  package func listedSegments() async throws -> Set<String> {
    try await read { db, pipeline in
      Set(
        try db.rows(
          """
          SELECT DISTINCT s.segment FROM revision_segment s JOIN generation g ON g.id = s.generation
          WHERE g.pipeline = $1
          """, [pipeline]
        ).map { try $0.text("segment") })
    }
  }

  /// A segment that left the list stays for an hour: somebody may be copying it. One that was never listed stays as
  /// long as the worker that keeps it lives: it is about to be.
  package func sweepSegments() async throws {
    try await write { db, pipeline in
      try db.execute(
        """
        DELETE FROM segment s WHERE s.pipeline = $1
          AND s.name NOT IN (SELECT y.segment FROM revision_segment y JOIN generation g ON g.id = y.generation
            WHERE g.pipeline = $1)
          AND CASE
            WHEN s.was_listed OR s.keeper IS NULL THEN s.touched_at < now() - interval '1 hour'
            ELSE NOT EXISTS (SELECT 1 FROM worker w WHERE w.id = s.keeper AND w.expires_at >= now()) END
        """, [pipeline])
    }
    let listed = try await listedSegments()
    let folder = segments
    try await courier.run {
      for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
        let segment = name.hasSuffix(".part") ? String(name.dropLast(5)) : name
        guard !listed.contains(segment) else { continue }
        let path = folder + "/" + name
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        guard let touched = attributes?[.modificationDate] as? Date, touched < Date(timeIntervalSinceNow: -3600) else {
          continue
        }
        try? FileManager.default.removeItem(atPath: path)
      }
    }
  }
}
