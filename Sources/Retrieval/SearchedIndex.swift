package import Corpus
package import Segments

/// What strategies search: a snapshot, and the model that its vectors were made with.
package struct SearchedIndex: Sendable {
  package let snapshot: Snapshot
  package let embedder: (any Embedder)?

  package init(snapshot: Snapshot, embedder: (any Embedder)?) {
    self.snapshot = snapshot
    self.embedder = embedder
  }

  /// The list by words, best first.
  package func lexical(_ request: SearchRequest, limit: Int) throws -> [Match] {
    try snapshot.lexical(request.query, limit: limit, filter: request.filter, grouping: request.grouping)
  }

  /// The list by meaning, best first.
  /// - Throws: ``Failure`` `search.no_model` where there is no model to embed the query with.
  package func semantic(_ request: SearchRequest, limit: Int) async throws -> [Match] {
    try semantic(try await vector(of: request), request, limit: limit)
  }

  /// What lies nearest to a vector, best first.
  package func semantic(_ vector: [Float], _ request: SearchRequest, limit: Int) throws -> [Match] {
    try snapshot.semantic(
      vector, limit: limit, filter: request.filter, grouping: request.grouping,
      least: request.similarityThreshold ?? -.infinity)
  }

  /// The query as the model sees it.
  /// - Throws: ``Failure`` `search.no_model` where there is no model.
  package func vector(of request: SearchRequest) async throws -> [Float] {
    guard let embedder else {
      throw Failure(
        "search.no_model", request.strategy.rawValue, "needs the model that the index was made with",
        remedy: "configure embed.model, or search with the lexical strategy", verdict: .stop(.configuration))
    }
    return try await embedder.embed(query: request.query)
  }
}
