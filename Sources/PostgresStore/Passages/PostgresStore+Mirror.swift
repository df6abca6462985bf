package import Corpus
package import Indexing

extension PostgresStore: DatabaseIndexStore {
  package func mirror(
    _ generation: Generation, _ settings: DatabaseIndexSettings, metadata: [String: [String: MetadataValue]]
  ) async throws {
    try await write { db, pipeline in
      // What bound the planner to look-ups is wrong for whole tables, and an index takes as long as it takes.
      try db.script(
        """
        SET LOCAL enable_seqscan = on; SET LOCAL enable_bitmapscan = on; SET LOCAL enable_hashjoin = on;
        SET LOCAL enable_mergejoin = on; SET LOCAL statement_timeout = 0
        """)
      let table = PassageTable(generation: generation)
      try table.prepare(settings, db)
      try PassageLoad(
        table: table, layers: try Layers(of: generation.fingerprints, pipeline: pipeline, db), metadata: metadata,
        isHalf: settings.isHalf
      ).run(db)
      try table.index(settings, db)
      if generation.state == .live { try Self.expose(generation.id, pipeline, db) }
    }
  }

  /// Lets a view with the pipeline's name, for SQL that need not know of generations, show the live one.
  static func expose(_ generation: Int, _ pipeline: Int, _ db: Database) throws {
    let table = PassageTable.name(of: generation)
    guard try db.value("SELECT to_regclass($1) IS NOT NULL", [table]) == true else { return }
    let name: String = try db.value("SELECT name FROM pipeline WHERE id = $1", [pipeline]) ?? ""
    let view = "passages_of_\(name.replacing("-", with: "_"))".prefix(63)
    try db.script(
      """
      DROP VIEW IF EXISTS \(String(view).sqlName);
      CREATE VIEW \(String(view).sqlName) AS SELECT * FROM \(table)
      """)
  }
}
