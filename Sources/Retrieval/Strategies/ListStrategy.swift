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
      Candidate(match, score: Double(match.score), appearances: [appearance(index)])
    }
  }

  func appearance(_ index: Int) -> Appearance {
    Appearance(list: name, rank: index + 1, score: Double(matches[index].score))
  }
}
