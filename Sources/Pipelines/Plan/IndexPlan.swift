/// How chunks become searchable.
package struct IndexPlan: Sendable, Equatable {
  package var vector: Vector
  /// A Snowball language: `english`, `german`, …, or `none` for no stemming.
  package var language: String
  /// Whether the database also gets vector and text indexes, for those who search in SQL.
  package var database: Bool

  package enum Vector: Sendable, Equatable {
    case exact
    case hnsw(m: Int, efConstruction: Int)
  }
}
