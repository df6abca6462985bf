package import Corpus
import GRDB
package import Indexing

extension SQLiteStore {
  package func members(of generation: Generation, after document: DocumentID?, limit: Int) async throws -> [Member] {
    try await read { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM member WHERE generation = ?1 AND (?2 IS NULL OR key > ?2) ORDER BY key LIMIT ?3",
        arguments: [generation.id, document, limit]
      ).map { row in
        Member(document: row["key"], row: row["document"], segment: row["segment"], number: row["number"])
      }
    }
  }

  package func flaws(of generation: Generation) async throws -> [CatalogueFlaw] {
    let fingerprints = generation.fingerprints
    return try await read { db in
      var flaws: [CatalogueFlaw] = []
      let documents = try Row.fetchCursor(
        db, sql: "SELECT * FROM document WHERE fingerprint = ?", arguments: [fingerprints.extract])
      while let row = try documents.next() {
        let digest = Self.digest(
          title: row["title"], mediaType: row["media_type"], structure: row["structure"], text: row["text"])
        if row["digest"] != digest { flaws.append(.text(document: row["id"], uri: row["uri"])) }
      }
      flaws += try Digest.fetchAll(
        db, sql: "SELECT digest FROM embedding WHERE fingerprint = ? AND length(vector) <> ?",
        arguments: [fingerprints.embed, generation.dimension * 4]
      ).map { .vector($0) }
      return flaws
    }
  }

  package func mend(_ flaws: [CatalogueFlaw], of generation: Generation) async throws {
    let fingerprints = generation.fingerprints
    try await write { db in
      for flaw in flaws {
        switch flaw {
        case .text(let document, _):
          // Without its extraction the file is read again.
          try db.execute(
            sql: """
              DELETE FROM extraction
              WHERE fingerprint = ?1 AND object = (SELECT object FROM document WHERE id = ?2)
              """, arguments: [fingerprints.extract, document])
          try db.execute(sql: "DELETE FROM document WHERE id = ?", arguments: [document])
        case .vector(let digest):
          try db.execute(
            sql: "DELETE FROM embedding WHERE fingerprint = ? AND digest = ?", arguments: [fingerprints.embed, digest])
        }
      }
    }
  }

  package func recover(segment name: String) -> Bool { false }

  /// What tells one version of a document from another.
  static func digest(title: String?, mediaType: String, structure: String, text: String) -> Digest {
    Digest(of: "\(title ?? "")\u{0}\(mediaType)\u{0}\(structure)\u{0}\(text)")
  }
}
