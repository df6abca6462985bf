import Corpus
import Segments

/// Fuses the lists by words and by meaning by what they score, each as a share of its best (a convex combination; Bruch, Gai
/// and Ingber, 2023), and asks once more by meaning with the query moved towards the best that was found (Rocchio, 1971).
///
/// Chunks are fused, then the best one of each document is kept: a chunk that has the words and the meaning counts more
/// than a document that has them in two places. Costs two searches by meaning and one by words.
package struct HybridStrategy: RetrievalStrategy {
  package let strategy = Strategy.hybrid
  /// The share of meaning; the rest is for words. Chosen, as is what follows, on Cranfield; on other questions neither a gain
  /// over rank fusion is shown nor a loss (docs/benchmarks.md).
  package var meaning = 0.6
  /// Places of each list that count at least.
  package var depth = 200
  /// How the query learns from what it found; nil for not at all.
  package var feedback: Feedback? = Feedback()

  package init() {}

  package func candidates(for request: SearchRequest, in index: SearchedIndex) async throws -> [Candidate] {
    var chunkwise = request
    chunkwise.perChunk = true
    // A document may hold several places.
    let depth = max(depth, 2 * request.maxResults)
    // The model is another thread's work, or another machine's: words are looked up meanwhile.
    async let vector = index.vector(of: request)
    let words = WeightedList(RankedList("lexical", try index.lexical(chunkwise, limit: depth)), 1 - meaning)
    let query = try await vector
    var nearest = WeightedList(
      RankedList("semantic", try index.semantic(chunkwise, vector: query, limit: depth)), meaning)
    // A threshold speaks of the query as it was asked.
    if let feedback, request.similarityThreshold == nil {
      let moved = feedback.moved(query, towards: Self.fused([words, nearest], perChunk: false), in: index.snapshot)
      let matches = try index.semantic(chunkwise, vector: moved, limit: depth, as: .feedback)
      nearest = WeightedList(RankedList("semantic", matches), meaning)
    }
    index.observer?.began(.fuse)
    let ranked = Self.fused([words, nearest], perChunk: request.perChunk).prefix(request.maxResults)
    index.observer?.ended(.fuse, found: ranked.count)
    return Array(ranked)
  }

  /// Everything that is in a list of chunks, best first; one of each document unless chunks are wanted.
  static func fused(_ lists: [WeightedList], perChunk: Bool) -> [Candidate] {
    var found: [Candidate] = []
    var places: [ChunkID: Int] = [:]
    for weighted in lists {
      for (place, match) in weighted.list.matches.enumerated() {
        let chunk = match.chunk
        if places[chunk] == nil {
          places[chunk] = found.count
          found.append(Candidate(match, score: 0, appearances: []))
        }
        found[places[chunk, default: 0]].add(weighted.list.appearance(place), worth: weighted.worth(of: match))
      }
    }
    // Equal scores: the list by words is the surer sign, and comes first.
    let ranked = found.enumerated()
      .sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }
      .map(\.element)
    guard !perChunk else { return ranked }
    var seen: Set<DocumentID> = []
    return ranked.filter { seen.insert($0.match.document).inserted }
  }
}

extension Candidate {
  fileprivate mutating func add(_ appearance: Appearance, worth: Double) {
    score += worth
    appearances.append(appearance)
  }
}
