/// The stations of the route that a run accounts for, in order.
package enum Stage: String, Sendable, Codable, CaseIterable, CodingKeyRepresentable,
  Comparable
{
  case discover, extract, chunk, embed, index

  /// Along the route.
  package static func < (a: Stage, b: Stage) -> Bool { a.position < b.position }
  private var position: Int { Stage.allCases.firstIndex(of: self) ?? 0 }

  /// What the stage counts.
  package var unit: String {
    switch self {
    case .discover, .extract: "files"
    case .chunk, .index: "documents"
    case .embed: "chunks"
    }
  }
}
