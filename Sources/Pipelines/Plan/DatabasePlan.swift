/// The indexes that the database gets for those who search in SQL. Changing them builds no new generation.
package struct DatabasePlan: Sendable, Equatable {
  package var vector: Vector
  package var element: Element

  package enum Vector: Sendable, Equatable {
    case none
    case hnsw(m: Int, efConstruction: Int)
    case ivfflat(lists: Int)
  }

  /// What a number of a vector is kept as: `vector` has four bytes, `halfvec` two.
  package enum Element: String, Sendable, Equatable, CaseIterable { case vector, halfvec }

  static let standard = DatabasePlan(vector: .hnsw(m: 16, efConstruction: 64), element: .vector)
}
