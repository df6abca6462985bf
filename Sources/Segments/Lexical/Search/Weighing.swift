import Foundation

/// BM25 after Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), with the inverse
/// document frequency that is never negative: ln(1 + (N − n + ½) / (n + ½)).
///
/// k1 and b are the customary ones; on Cranfield (nDCG@10 .530) no others of k1 in 0.9…1.2 and b in 0.4…0.75 do better.
package struct Weighing: Sendable {
  package static let k1: Float = 1.2
  package static let b: Float = 0.75

  /// Inverse document frequency times k1 + 1 times the term's count in the query.
  var weight: Float
  /// The score of frequency f in a chunk of l words is weight · f / (f + base + slope · l).
  var base: Float
  var slope: Float

  init(_ statistics: CorpusStatistics, itemsWithTerm: Int, countInQuery: Float) {
    let (all, some) = (Double(statistics.chunks), Double(itemsWithTerm))
    let rarity = log(1 + max(0, all - some + 0.5) / (some + 0.5))
    weight = Float(rarity) * (Self.k1 + 1) * countInQuery
    base = Self.k1 * (1 - Self.b)
    slope =
      statistics.words == 0 ? 0 : Float(Double(Self.k1 * Self.b) * Double(statistics.chunks) / Double(statistics.words))
  }
}

/// What scores depend on besides the chunk itself, counted over everything that can be found.
struct CorpusStatistics: Sendable {
  var chunks = 0
  var words: UInt64 = 0
}
