import Segments

/// Lists what one index finds, as it ranks it.
package struct LexicalStrategy: RetrievalStrategy {
  package let strategy = Strategy.lexical

  package init() {}

  package func candidates(for request: SearchRequest, in index: SearchedIndex) async throws -> [Candidate] {
    RankedList("lexical", try index.lexical(request, limit: request.maxResults)).candidates
  }
}

package struct SemanticStrategy: RetrievalStrategy {
  package let strategy = Strategy.semantic

  package init() {}

  package func candidates(for request: SearchRequest, in index: SearchedIndex) async throws -> [Candidate] {
    RankedList("semantic", try await index.semantic(request, limit: request.maxResults)).candidates
  }
}

/// Matches in the order of one index.
struct RankedList {
  let name: String
  let matches: [Match]

  init(_ name: String, _ matches: [Match]) {
    self.name = name
    self.matches = matches
  }

  var candidates: [Candidate] {
    matches.enumerated().map { index, match in
      let score = Double(match.score)
      return Candidate(match, score: score, appearances: [Appearance(list: name, rank: index + 1, score: score)])
    }
  }
}
