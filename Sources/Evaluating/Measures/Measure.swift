import Foundation

/// A figure from 0 to 1 of how well a ranking answers one question, as trec_eval counts it.
package enum Measure: Hashable, Sendable {
  /// Normalised discounted cumulative gain of the first k (Järvelin and Kekäläinen, 2002), discounted by log₂(rank + 1).
  case ndcg(Int, Gain = .linear)
  /// The share of the relevant documents that is among the first k.
  case recall(Int)
  /// The share of relevant documents among k places, empty ones included.
  case precision(Int)
  /// 1 / rank of the first relevant document.
  case reciprocalRank
  /// The mean of the precision at each relevant document; those not found count 0.
  case averagePrecision

  package enum Gain: Hashable, Sendable {
    /// A grade is worth what it says: trec_eval's and BEIR's.
    case linear
    /// A grade g is worth 2^g − 1 (Burges et al., 2005).
    case exponential

    func worth(_ grade: Int) -> Double {
      guard grade > 0 else { return 0 }
      switch self {
      case .linear: return Double(grade)
      case .exponential: return exp2(Double(grade)) - 1
      }
    }
  }

  /// - Parameter grades: the judged documents; a question without a relevant one scores 0.
  package func score(_ ranking: Ranking, _ grades: [String: Int]) -> Double {
    let relevant = grades.values.count { $0 > 0 }
    guard relevant > 0 else { return 0 }
    switch self {
    case .ndcg(let k, let gain):
      let ideal = Self.discounted(grades.values.map(gain.worth).sorted(by: >).prefix(k))
      return Self.discounted(ranking.documents.prefix(k).map { gain.worth(grades[$0] ?? 0) }) / ideal
    case .recall(let k):
      return Double(Self.hits(ranking, grades, k)) / Double(relevant)
    case .precision(let k):
      return Double(Self.hits(ranking, grades, k)) / Double(k)
    case .reciprocalRank:
      let first = ranking.documents.firstIndex { grades[$0, default: 0] > 0 }
      return first.map { 1 / Double($0 + 1) } ?? 0
    case .averagePrecision:
      var (found, sum) = (0, 0.0)
      for (place, document) in ranking.documents.enumerated() where grades[document, default: 0] > 0 {
        found += 1
        sum += Double(found) / Double(place + 1)
      }
      return sum / Double(relevant)
    }
  }

  private static func discounted(_ gains: some Sequence<Double>) -> Double {
    gains.enumerated().reduce(0) { $0 + $1.element / log2(Double($1.offset + 2)) }
  }

  private static func hits(_ ranking: Ranking, _ grades: [String: Int], _ k: Int) -> Int {
    ranking.documents.prefix(k).count { grades[$0, default: 0] > 0 }
  }
}

extension Measure: CustomStringConvertible {
  /// What its mean over questions is called.
  package var description: String {
    switch self {
    case .ndcg(let k, .linear): "nDCG@\(k)"
    case .ndcg(let k, .exponential): "nDCG(exp)@\(k)"
    case .recall(let k): "recall@\(k)"
    case .precision(let k): "precision@\(k)"
    case .reciprocalRank: "MRR"
    case .averagePrecision: "MAP"
    }
  }
}
