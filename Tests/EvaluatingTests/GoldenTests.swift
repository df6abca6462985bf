import Evaluating
import Foundation
import Testing

/// What trec_eval says of the same rankings; `Golden/make_evaluation.py` asked it.
private struct GoldenCase: Decodable, CustomTestStringConvertible {
  var name: String
  var qrels: [String: [String: Int]]
  var run: [String: [String: Double]]
  var scores: [String: [String: Double]]

  var testDescription: String { name }

  /// Empty if the file cannot be read, which a test notices.
  static let all: [GoldenCase] = {
    guard let file = Bundle.module.url(forResource: "Golden/evaluation", withExtension: "json"),
      let bytes = try? Data(contentsOf: file)
    else { return [] }
    return (try? JSONDecoder().decode([GoldenCase].self, from: bytes)) ?? []
  }()
}

@Suite struct GoldenTests {
  static let measures: [(String, Measure)] =
    [("map", .averagePrecision), ("recip_rank", .reciprocalRank)]
    + [5, 10, 100].flatMap { k in
      [
        ("ndcg_cut_\(k)", .ndcg(k)), ("exp_ndcg_cut_\(k)", .ndcg(k, .exponential)), ("recall_\(k)", .recall(k)),
        ("P_\(k)", .precision(k)),
      ]
    }

  @Test(arguments: GoldenCase.all)
  fileprivate func `every measure is trec_eval's`(golden: GoldenCase) throws {
    for (query, figures) in golden.scores {
      let ranking = Ranking(scores: try #require(golden.run[query]))
      let grades = try #require(golden.qrels[query])
      for (name, measure) in Self.measures {
        let expected = try #require(figures[name])
        #expect(abs(measure.score(ranking, grades) - expected) < 1e-6, "\(query) \(name)")
      }
    }
  }

  @Test func `the golden cases are many`() {
    #expect(GoldenCase.all.reduce(0) { $0 + $1.scores.count } >= 50)
  }
}
