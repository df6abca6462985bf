package import Corpus
package import Segments

/// What strategies search: a snapshot, and the model that its vectors were made with.
package struct SearchedIndex: Sendable {
  package let snapshot: Snapshot
  package let embedder: (any Embedder)?
  package let observer: (any SearchObserver)?

  package init(snapshot: Snapshot, embedder: (any Embedder)?, observer: (any SearchObserver)?) {
    self.snapshot = snapshot
    self.embedder = embedder
    self.observer = observer
  }

  /// The list by words, best first.
  package func lexical(_ request: SearchRequest, limit: Int) throws -> [Match] {
    observer?.began(.lexical)
    let matches = try snapshot.lexical(
      request.query, limit: limit, filter: request.filter, grouping: request.grouping)
    observer?.ended(.lexical, found: matches.count)
    return matches
  }

  /// The list by meaning, best first.
  /// - Throws: ``Failure`` `search.no_model` where there is no model to embed the query with.
  package func semantic(_ request: SearchRequest, limit: Int) async throws -> [Match] {
    try semantic(request, vector: await vector(of: request), limit: limit)
  }

  /// The list of what is near to a vector, best first.
  /// - Parameter stage: what observers are told that this is.
  package func semantic(
    _ request: SearchRequest, vector: [Float], limit: Int, as stage: SearchStage = .semantic
  ) throws -> [Match] {
    observer?.began(stage)
    let matches = try snapshot.semantic(
      vector, limit: limit, filter: request.filter, grouping: request.grouping,
      least: request.similarityThreshold ?? -.infinity)
    observer?.ended(stage, found: matches.count)
    return matches
  }

  /// What the query means to the model.
  /// - Throws: ``Failure`` `search.no_model` where there is none.
  package func vector(of request: SearchRequest) async throws -> [Float] {
    guard let embedder else {
      throw Failure(
        "search.no_model", request.strategy.rawValue, "needs the model that the index was made with",
        remedy: "configure embed.model, or search with the lexical strategy", verdict: .stop(.configuration))
    }
    observer?.began(.embed)
    let vector = try await embedder.embed(query: request.query)
    observer?.ended(.embed, found: 0)
    return vector
  }
}
