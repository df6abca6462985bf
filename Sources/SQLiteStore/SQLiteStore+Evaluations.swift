import GRDB
package import Indexing

extension SQLiteStore {
  package func keep(_ evaluations: [Evaluation]) async throws {
    try await write { db in
      for evaluation in evaluations {
        try db.execute(
          sql: """
            INSERT OR REPLACE INTO evaluation (generation, eval, strategy, record)
            SELECT id, ?, ?, ? FROM generation WHERE id = ?
            """,
          arguments: [
            evaluation.eval, evaluation.strategy, try JSONColumn.text(evaluation), evaluation.generation,
          ])
      }
    }
  }

  package func evaluations(of generation: Int?) async throws -> [Evaluation] {
    try await read { db in
      try String.fetchAll(
        db,
        sql: """
          SELECT record FROM evaluation WHERE ?1 IS NULL OR generation = ?1 ORDER BY generation, eval, strategy
          """, arguments: [generation]
      ).map { try JSONColumn.value($0) }
    }
  }
}
