package import Segments

/// What someone wants to find.
package struct SearchRequest: Hashable, Sendable {
  package var query: String
  package var strategy: Strategy
  /// 1 to 1,000.
  package var maxResults: Int
  package var filter: Filter?
  /// Cosine similarity below which the semantic list ends; nil for no limit. Words have no such scale and are not cut.
  package var similarityThreshold: Float?
  /// Whether to list chunks; else documents are listed, each by its best chunk.
  package var perChunk: Bool
  /// Whether hits tell how they came about.
  package var explain: Bool

  package init(
    _ query: String, strategy: Strategy = .hybrid, maxResults: Int = 10, filter: Filter? = nil,
    similarityThreshold: Float? = nil, perChunk: Bool = false, explain: Bool = false
  ) {
    self.query = query
    self.strategy = strategy
    self.maxResults = maxResults
    self.filter = filter
    self.similarityThreshold = similarityThreshold
    self.perChunk = perChunk
    self.explain = explain
  }

  var grouping: Grouping { perChunk ? .chunks : .documents }
}
