package import Corpus
package import Segments

/// Answers search requests from one snapshot; a value, cheap to make anew for the next revision.
package struct Searcher: Sendable {
  package let snapshot: Snapshot
  private let embedder: (any Embedder)?
  private let strategies: [Strategy: any RetrievalStrategy]

  /// - Parameter embedder: the model of the snapshot's vectors; without it only words can be searched.
  /// - Parameter strategies: what is offered besides, or instead of, the built-in ones.
  package init(snapshot: Snapshot, embedder: (any Embedder)?, strategies: [any RetrievalStrategy] = []) {
    self.snapshot = snapshot
    self.embedder = embedder
    let builtIn: [any RetrievalStrategy] = [LexicalStrategy(), SemanticStrategy(), HybridStrategy()]
    self.strategies = Dictionary((builtIn + strategies).map { ($0.strategy, $0) }) { $1 }
  }

  /// What can be asked for by name.
  package var offered: Set<Strategy> { Set(strategies.keys) }

  /// Refuses what no search would be begun for.
  /// - Throws: ``Failure`` `search.query`, `search.max_results`, `search.threshold` or `search.strategy`.
  package func check(_ request: SearchRequest) throws { _ = try strategy(for: request) }

  private func strategy(for request: SearchRequest) throws -> any RetrievalStrategy {
    try request.check()
    guard let strategy = strategies[request.strategy] else { throw request.strategy.notConfigured }
    return strategy
  }

  /// - Parameter observer: told of every stage as it begins and ends.
  /// - Throws: ``Failure``: `search.query`, `search.max_results`, `search.threshold`, `search.strategy`,
  ///   `search.no_model`, `search.vector` or `segment.damaged`; and what the embedder throws.
  package func search(
    _ request: SearchRequest, observer: (any SearchObserver)? = nil
  ) async throws -> SearchResult {
    let strategy = try strategy(for: request)
    let index = SearchedIndex(snapshot: snapshot, embedder: embedder, observer: observer)
    let candidates = try await strategy.candidates(for: request, in: index)
    let hits = try candidates.enumerated().map { place, candidate in
      let (document, chunk) = try snapshot.passage(candidate.match)
      return Hit(
        rank: place + 1, score: candidate.score, uri: document.uri, source: document.source, title: document.title,
        text: chunk.text, location: chunk.location, metadata: document.metadata, document: document.id,
        ordinal: chunk.ordinal, explanation: request.explain ? candidate.appearances : nil)
    }
    return SearchResult(strategy: request.strategy, hits: hits)
  }
}

extension Searcher {
  /// The query as the index's model sees it.
  /// - Throws: ``Failure`` `search.no_model`, and what the embedder throws.
  package func vector(of request: SearchRequest) async throws -> [Float] {
    try await SearchedIndex(snapshot: snapshot, embedder: embedder, observer: nil).vector(of: request)
  }
}

extension Strategy {
  /// What to say when it is asked for and nobody provides it.
  fileprivate var notConfigured: Failure {
    let remedy =
      switch self {
      case .graph: "index the links between documents first"
      case .rerank: "configure a reranking model"
      case .selfRAG: "configure a chat model"
      case .semantic, .lexical, .hybrid: "give the searcher this strategy"
      }
    return Failure(
      "search.strategy", rawValue, "is not configured here", remedy: "\(remedy), or search with hybrid",
      verdict: .stop(.configuration))
  }
}
