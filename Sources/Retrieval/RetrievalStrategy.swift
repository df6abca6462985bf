import Corpus
package import Segments

/// A way to search: the seam where graphs, rerankers and language models join in.
package protocol RetrievalStrategy: Sendable {
  var strategy: Strategy { get }

  /// Finds what a request asks for, best first, at most `request.maxResults`, grouped as `request.perChunk` says.
  /// - Throws: ``Failure``, or what the embedder throws.
  func candidates(for request: SearchRequest, in index: SearchedIndex) async throws -> [Candidate]
}

/// A match with the score it is listed by, and where that came from.
package struct Candidate: Sendable {
  package var match: Match
  package var score: Double
  package var appearances: [Appearance]

  package init(_ match: Match, score: Double, appearances: [Appearance]) {
    self.match = match
    self.score = score
    self.appearances = appearances
  }
}
