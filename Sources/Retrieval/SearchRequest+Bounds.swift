import Corpus

extension SearchRequest {
  package static let longestQuery = 16_384
  package static let mostResults = 1000

  /// - Throws: ``Failure`` `search.query`, `search.max_results` or `search.threshold`.
  package func check() throws {
    guard query.contains(where: { !$0.isWhitespace }) else {
      throw refuse("search.query", "the query", "is empty", "ask for something")
    }
    guard query.utf8.count <= Self.longestQuery else {
      throw refuse(
        "search.query", "the query", "has \(query.utf8.count) bytes", "keep it to \(Self.longestQuery) bytes")
    }
    guard (1...Self.mostResults).contains(maxResults) else {
      throw refuse(
        "search.max_results", "the number of results", "is \(maxResults)", "ask for 1 to \(Self.mostResults)")
    }
    guard similarityThreshold.map({ (-1...1).contains($0) }) ?? true else {
      throw refuse("search.threshold", "the similarity threshold", "is not a cosine", "give a number from -1 to 1")
    }
  }

  private func refuse(_ code: String, _ subject: String, _ problem: String, _ remedy: String) -> Failure {
    Failure(code, subject, problem, remedy: remedy, verdict: .stop(.usage))
  }
}
