/// What all segments of a generation have in common.
package struct SegmentSettings: Hashable, Sendable {
  /// Floats in a vector; 0 for an index that is searched by words alone.
  package var dimension: Int
  /// A Snowball language such as `english`, or `none`.
  package var language: String

  package init(dimension: Int, language: String = "english") {
    self.dimension = dimension
    self.language = language
  }
}
