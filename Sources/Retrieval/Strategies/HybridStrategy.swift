import Corpus
import Segments

/// Fuses the lists by words and by meaning: reciprocal rank fusion (Cormack, Clarke and Büttcher, 2009). A place r in a
/// list is worth 1 / (constant + r); what is in both lists adds up.
package struct HybridStrategy: RetrievalStrategy {
  package let strategy = Strategy.hybrid
  /// How little the first places matter.
  package var constant = 60.0
  /// Places of each list that count, or as many as results are asked for.
  package var depth = 100

  package init() {}

  package func candidates(for request: SearchRequest, in index: SearchedIndex) async throws -> [Candidate] {
    let depth = max(depth, request.maxResults)
    let lists = [
      RankedList("lexical", try index.lexical(request, limit: depth)),
      RankedList("semantic", try await index.semantic(request, limit: depth)),
    ]
    return Array(fused(lists, perChunk: request.perChunk).prefix(request.maxResults))
  }

  /// Everything that is in a list, best first. A document is shown by its chunk from the list where it ranks best.
  func fused(_ lists: [RankedList], perChunk: Bool) -> [Candidate] {
    var found: [Item: Candidate] = [:]
    for list in lists {
      for (place, match) in list.matches.enumerated() {
        let item = Item(document: match.document, ordinal: perChunk ? match.ordinal : 0)
        let appearance = list.appearance(place)
        var candidate = found[item] ?? Candidate(match, score: 0, appearances: [])
        if candidate.appearances.allSatisfy({ appearance.rank < $0.rank }) { candidate.match = match }
        candidate.score += 1 / (constant + Double(appearance.rank))
        candidate.appearances.append(appearance)
        found[item] = candidate
      }
    }
    return found.values.sorted { a, b in
      a.score != b.score
        ? a.score > b.score : (a.match.document, a.match.ordinal) < (b.match.document, b.match.ordinal)
    }
  }

  private struct Item: Hashable {
    var document: DocumentID
    var ordinal: Int
  }
}
