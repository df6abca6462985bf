package import Indexing

extension PostgresStore {
  package func keep(_ evaluations: [Evaluation]) async throws {
    try await write { db, pipeline in
      for evaluation in evaluations {
        try db.execute(
          """
          INSERT INTO evaluation (generation, eval, strategy, record)
          SELECT id, $3, $4, $5 FROM generation WHERE pipeline = $1 AND id = $2
          ON CONFLICT (generation, eval, strategy) DO UPDATE SET record = excluded.record
          """,
          [
            pipeline, evaluation.generation, evaluation.eval.storable, evaluation.strategy,
            try JSONColumn.text(evaluation),
          ])
      }
    }
  }

  package func evaluations(of generation: Int?) async throws -> [Evaluation] {
    try await read { db, pipeline in
      try db.rows(
        """
        SELECT e.record FROM evaluation e JOIN generation g ON g.id = e.generation
        WHERE g.pipeline = $1 AND ($2::int IS NULL OR g.id = $2)
        ORDER BY e.generation, e.eval COLLATE "C", e.strategy COLLATE "C"
        """, [pipeline, generation]
      ).map { try JSONColumn.value(try $0[0]) }
    }
  }
}
