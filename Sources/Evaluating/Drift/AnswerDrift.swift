import Corpus
package import Retrieval

/// How much the answers to some queries changed from one index to another.
package struct AnswerDrift: Sendable, Codable {
  package struct Answer: Sendable, Codable {
    package var query: String
    package var overlap: Double
    package var rankBiasedOverlap: Double
    /// Documents whose place changed most, the farthest first.
    package var movers: [Mover]
  }

  package struct Mover: Sendable, Codable, Hashable {
    package var uri: String
    /// From 1; nil where it is not among the first k.
    package var before: Int?
    package var after: Int?

    package init(uri: String, before: Int?, after: Int?) {
      self.uri = uri
      self.before = before
      self.after = after
    }
  }

  package let k: Int
  package let strategy: String
  /// Means over the queries.
  package let overlap: Double
  package let rankBiasedOverlap: Double
  /// The least alike first.
  package let answers: [Answer]

  /// Asks both indexes everything.
  package init(
    from old: Searcher, to new: Searcher, queries: [String], strategy: Strategy = .hybrid, k: Int = 10
  ) async throws {
    var answers: [Answer] = []
    for query in queries {
      let request = SearchRequest(query, strategy: strategy, maxResults: k)
      let before = Ranking(try await old.search(request).hits.map(\.uri))
      let after = Ranking(try await new.search(request).hits.map(\.uri))
      let likeness = RankOverlap(before, after, k: k)
      answers.append(
        Answer(
          query: query, overlap: likeness.overlap, rankBiasedOverlap: likeness.rankBiased,
          movers: Self.movers(before, after)))
    }
    self.k = k
    self.strategy = strategy.rawValue
    overlap = answers.map(\.overlap).mean
    rankBiasedOverlap = answers.map(\.rankBiasedOverlap).mean
    self.answers = answers.sorted { ($0.rankBiasedOverlap, $0.query) < ($1.rankBiasedOverlap, $1.query) }
  }

  /// One that came or went counts as if it stood just below the list.
  package static func movers(_ before: Ranking, _ after: Ranking, limit: Int = 5) -> [Mover] {
    let below = max(before.documents.count, after.documents.count) + 1
    func places(_ ranking: Ranking) -> [String: Int] {
      Dictionary(uniqueKeysWithValues: ranking.documents.enumerated().map { ($0.element, $0.offset + 1) })
    }
    let (old, new) = (places(before), places(after))
    func distance(_ mover: Mover) -> Int { abs((mover.before ?? below) - (mover.after ?? below)) }
    return Set(before.documents).union(after.documents)
      .map { Mover(uri: $0, before: old[$0], after: new[$0]) }
      .filter { $0.before != $0.after }
      .sorted { (distance($1), $0.uri) < (distance($0), $1.uri) }
      .prefix(limit).map { $0 }
  }
}
