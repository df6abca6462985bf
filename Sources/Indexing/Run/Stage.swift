/// The stations of the route that a run accounts for, in order.
package enum Stage: String, Sendable, Codable, CaseIterable, CodingKeyRepresentable {
  case discover, extract, chunk, embed, index

  /// What the stage counts.
  package var unit: String {
    switch self {
    case .discover, .extract: "files"
    case .chunk, .index: "documents"
    case .embed: "chunks"
    }
  }
}
