import Corpus
import Segments

/// Fuses the lists by words and by meaning: reciprocal rank fusion (Cormack, Clarke and Büttcher, 2009). A place r in a
/// list is worth 1 / (constant + r); what is in both lists adds up.
///
/// Chunks are fused, then the best one of each document is kept: a chunk that has the words and the meaning counts more
/// than a document that has them in two places (nDCG@10 on Cranfield .563 against .560).
package struct HybridStrategy: RetrievalStrategy {
  package let strategy = Strategy.hybrid
  /// How little the first places matter; of 10, 20 and 60 the middle did best on Cranfield, by .002.
  package var constant = 20.0
  /// Places of each list that count at least.
  package var depth = 200

  package init() {}

  package func candidates(for request: SearchRequest, in index: SearchedIndex) async throws -> [Candidate] {
    var chunkwise = request
    chunkwise.perChunk = true
    // A document may hold several places.
    let depth = max(depth, 2 * request.maxResults)
    // The model is another thread's work, or another machine's: words are looked up meanwhile.
    async let vector = index.vector(of: request)
    let lexical = RankedList("lexical", try index.lexical(chunkwise, limit: depth))
    let semantic = RankedList("semantic", try index.semantic(chunkwise, vector: await vector, limit: depth))
    index.observer?.began(.fuse)
    let ranked = fused([lexical, semantic], perChunk: request.perChunk).prefix(request.maxResults)
    index.observer?.ended(.fuse, found: ranked.count)
    return Array(ranked)
  }

  /// Everything that is in a list of chunks, best first; one of each document unless chunks are wanted.
  func fused(_ lists: [RankedList], perChunk: Bool) -> [Candidate] {
    var found: [Candidate] = []
    var places: [Item: Int] = [:]
    for list in lists {
      for (place, match) in list.matches.enumerated() {
        let appearance = list.appearance(place)
        let item = Item(document: match.document, ordinal: match.ordinal)
        if places[item] == nil {
          places[item] = found.count
          found.append(Candidate(match, score: 0, appearances: []))
        }
        found[places[item, default: 0]].add(appearance, worth: 1 / (constant + Double(appearance.rank)))
      }
    }
    // Chunks that are in one list only tie in pairs; the list by words is the surer sign, and comes first.
    let ranked = found.enumerated()
      .sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }
      .map(\.element)
    guard !perChunk else { return ranked }
    var seen: Set<DocumentID> = []
    return ranked.filter { seen.insert($0.match.document).inserted }
  }

  private struct Item: Hashable {
    var document: DocumentID
    var ordinal: Int
  }
}

extension Candidate {
  fileprivate mutating func add(_ appearance: Appearance, worth: Double) {
    score += worth
    appearances.append(appearance)
  }
}
