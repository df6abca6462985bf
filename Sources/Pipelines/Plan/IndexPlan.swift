/// How chunks become searchable.
package struct IndexPlan: Sendable, Equatable {
  package var vector: Vector
  /// A Snowball language: `english`, `german`, …, or `none` for no stemming.
  package var language: String
  /// Indexes in the database, for those who search in SQL; nil for none.
  package var database: DatabasePlan?

  package enum Vector: Sendable, Equatable {
    case auto
    case exact
    case hnsw(m: Int, efConstruction: Int, ef: Int)
  }
}
