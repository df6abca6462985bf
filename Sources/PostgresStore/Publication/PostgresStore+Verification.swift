package import Corpus
package import Indexing

extension PostgresStore {
  package func members(of generation: Generation, after document: DocumentID?, limit: Int) async throws -> [Member] {
    try await read { db, _ in
      try db.rows(
        "SELECT * FROM member WHERE generation = $1 AND key > $2 ORDER BY key LIMIT $3",
        [generation.id, document?.bytes ?? [], limit]
      ).map { try $0.member() }
    }
  }

  package func flaws(of generation: Generation) async throws -> [CatalogueFlaw] {
    try await read { db, pipeline in
      let layers = try Layers(of: generation.fingerprints, pipeline: pipeline, db)
      var flaws: [CatalogueFlaw] = []
      try db.forEachRow("SELECT * FROM document WHERE layer = $1", [layers.extract]) { row in
        let document = try row.document()
        let digest = DocumentRow.digest(
          title: document.title, mediaType: document.mediaType, structure: try row["structure"], text: document.text)
        if try row["digest"] as Digest != digest { flaws.append(.text(document: try row["id"], uri: document.uri)) }
      }
      try db.forEachRow(
        "SELECT digest FROM embedding WHERE layer = $1 AND octet_length(vector) <> $2",
        [layers.embed, generation.dimension * 4]
      ) { flaws.append(.vector(try $0[0])) }
      return flaws
    }
  }

  package func mend(_ flaws: [CatalogueFlaw], of generation: Generation) async throws {
    try await write { db, pipeline in
      let layers = try Layers(of: generation.fingerprints, pipeline: pipeline, db)
      var documents: [Int64] = []
      var vectors: [Digest] = []
      for flaw in flaws {
        switch flaw {
        case .text(let document, _): documents.append(document)
        case .vector(let digest): vectors.append(digest)
        }
      }
      // Without its extraction the file is read again.
      try db.execute(
        """
        DELETE FROM extraction WHERE layer = $1 AND object IN (SELECT object FROM document WHERE id = ANY ($2))
        """, [layers.extract, documents])
      try Removal.remove(documents: documents, db)
      try db.execute("DELETE FROM embedding WHERE layer = $1 AND digest = ANY ($2)", [layers.embed, vectors])
    }
  }
}
