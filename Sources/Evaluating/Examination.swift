import Corpus
package import Retrieval
package import Segments

/// Puts judged questions to an index and marks its answers.
package struct Examination: Sendable {
  /// Those that somebody judged, in the order of their ids.
  package let questions: [Question]
  package let judgements: Judgements
  /// Questions that nobody judged, and that are not asked.
  package let unjudged: Int
  private let names: JudgedNames

  /// Leaves out questions without judgements, and judgements without their question.
  /// - Throws: ``Failure`` `eval.disjoint` if nothing is left.
  package init(_ questions: [Question], _ judgements: Judgements) throws {
    self.questions = questions.filter { judgements.grades[$0.id] != nil }.sorted { $0.id < $1.id }
    unjudged = questions.count - self.questions.count
    let asked = Set(self.questions.map(\.id))
    guard !asked.isEmpty else {
      throw Failure(
        "eval.disjoint", "the judgements", "are of none of the questions",
        remedy: "check that both files call the questions the same", verdict: .stop(.input))
    }
    self.judgements = Judgements(judgements.grades.filter { asked.contains($0.key) })
    names = JudgedNames(self.judgements)
  }

  /// - Throws: ``Failure`` `eval.file` or `eval.disjoint`.
  package init(queries: String, qrels: String) throws {
    try self.init(try Question.read(path: queries), try Judgements(path: qrels))
  }

  /// Asks every question, one after another.
  ///
  /// - Parameter depth: how many hits of each count.
  package func rankings(
    _ searcher: Searcher, _ strategy: Strategy, depth: Int
  ) async throws -> [String: Ranking] {
    var rankings: [String: Ranking] = [:]
    for question in questions {
      try Task.checkCancellation()
      let result = try await searcher.search(SearchRequest(question.text, strategy: strategy, maxResults: depth))
      rankings[question.id] = Ranking(result.hits.map { names.name(ofURI: $0.uri) })
    }
    return rankings
  }

  /// - Returns: a card for each measure, of the same questions in the same order.
  package func marks(
    _ searcher: Searcher, _ strategy: Strategy, _ measures: [Measure], depth: Int
  ) async throws -> [Scorecard] {
    let rankings = try await rankings(searcher, strategy, depth: depth)
    return measures.map { Scorecard($0, rankings, judgements) }
  }

  /// Judged documents that the index does not hold: no search can find them. Reads every document's entry.
  /// - Throws: ``Failure`` `eval.foreign` if it holds none of them.
  package func missing(in snapshot: Snapshot) throws -> [String] {
    let missing = names.missing(among: try snapshot.documents().map(\.uri))
    guard missing.count < judgements.documents.count else {
      throw Failure(
        "eval.foreign", "the judgements", "name no document of this index",
        remedy: "name documents by their URI as quern items prints it, or by what stands after its #",
        verdict: .stop(.input))
    }
    return missing
  }
}
