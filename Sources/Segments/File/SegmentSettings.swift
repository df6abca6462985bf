/// What all segments of a generation have in common.
package struct SegmentSettings: Hashable, Sendable {
  /// Floats in a vector; 0 for an index that is searched by words alone.
  package var dimension: Int
  /// A Snowball language such as `english`, or `none`.
  package var language: String
  package var vector: Vector

  /// How nearest vectors are found.
  package enum Vector: Hashable, Sendable {
    /// By comparing all.
    case exact
    /// By a graph with `m` neighbours a vector (2 to 128), chosen among `efConstruction`; a search keeps `ef` candidates
    /// besides two for each hit (both 1 to 65,535). Segments of fewer than ``GraphFormat/fewestChunks`` chunks do without.
    case hnsw(m: Int, efConstruction: Int, ef: Int = 128)

    /// A graph that finds 99 of the 100 nearest (measured: 100,000 passages, questions of 8 words, up to 200 hits).
    package static let standard = hnsw(m: 16, efConstruction: 200)

    var isPossible: Bool {
      guard case .hnsw(let m, let efConstruction, let ef) = self else { return true }
      return GraphFormat.neighbours ~= m && GraphFormat.candidates ~= efConstruction && GraphFormat.candidates ~= ef
    }
  }

  package init(dimension: Int, language: String = "english", vector: Vector = .exact) {
    self.dimension = dimension
    self.language = language
    self.vector = vector
  }

  /// Whether segments of these and those settings can be searched together: a graph changes how, not what, is found.
  func goWith(_ other: SegmentSettings) -> Bool { dimension == other.dimension && language == other.language }
}
