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
  /// Places of the list by words that count at least.
  package var depth = 200
  /// Places of the list by meaning that count at least. That what has the words is compared too makes up for the rest: with
  /// 200 instead, Cranfield's answers are the same.
  package var nearest = 30
  /// How the query learns from what it found; nil for not at all.
  package var feedback: Feedback? = Feedback()

  package init() {}

  package func candidates(for request: SearchRequest, in index: SearchedIndex) async throws -> [Candidate] {
    var chunkwise = request
    chunkwise.perChunk = true
    // A document may hold several places.
    let depth = max(depth, 2 * request.maxResults), nearest = max(nearest, 2 * request.maxResults)
    // The model is another thread's work, or another machine's: words are looked up meanwhile.
    async let vector = index.vector(of: request)
    let words = try index.lexical(chunkwise, limit: depth)
    var (query, stage) = (try await vector, SearchStage.semantic)
    // A threshold speaks of the query as it was asked.
    if let feedback, request.similarityThreshold == nil {
      let meant = try byMeaning(query, chunkwise, limit: nearest, words, in: index, as: stage)
      let best = fusion(words, meant).best(feedback.documents, perChunk: false)
      (query, stage) = (feedback.moved(query, towards: best, in: index.snapshot), .feedback)
    }
    let meant = try byMeaning(query, chunkwise, limit: nearest, words, in: index, as: stage)
    index.observer?.began(.fuse)
    let ranked = fusion(words, meant).best(request.maxResults, perChunk: request.perChunk)
    index.observer?.ended(.fuse, found: ranked.count)
    return ranked
  }

  private func fusion(_ words: [Match], _ meant: [Match]) -> Fusion {
    Fusion([
      WeightedList("lexical", words, weight: 1 - meaning), WeightedList("semantic", meant, weight: meaning),
    ])
  }

  /// The chunks nearest to a vector, and those found by words, wherever they stand: not to be among the nearest is not to
  /// mean nothing.
  private func byMeaning(
    _ vector: [Float], _ request: SearchRequest, limit: Int, _ words: [Match], in index: SearchedIndex,
    as stage: SearchStage
  ) throws -> [Match] {
    let nearest = try index.semantic(request, vector: vector, limit: limit, as: stage)
    guard request.similarityThreshold == nil else { return nearest }
    let listed = Set(nearest.map(\.place))
    return nearest + index.snapshot.rescored(words.filter { !listed.contains($0.place) }, by: vector)
  }
}
