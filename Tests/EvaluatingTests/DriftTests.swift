import Evaluating
import Testing

@Suite struct RankOverlapTests {
  /// Values of `rbo_ext` of the Python package rbo 0.1.3, persistence 0.9.
  @Test(
    arguments: [
      ("abcd", "abcd", 1), ("abc", "xyz", 0), ("abcdefg", "bacdgfe", 0.8770365), ("abc", "cbadef", 0.855),
      ("abcde", "axbyc", 0.62911), ("a", "bacd", 0.25425),
    ] as [(String, String, Double)])
  func `rank-biased overlap is the paper's, whichever list comes first`(a: String, b: String, expected: Double) {
    let (first, second) = (Ranking(a.map(String.init)), Ranking(b.map(String.init)))
    #expect(abs(RankOverlap(first, second, k: 10).rankBiased - expected) < 1e-9)
    #expect(abs(RankOverlap(second, first, k: 10).rankBiased - expected) < 1e-9)
  }

  @Test(
    arguments: [
      ("abcd", "abcd", 4, 1), ("abcd", "dcba", 2, 0), ("abcd", "dcba", 4, 1), ("abc", "abx", 3, 2.0 / 3),
      ("", "", 5, 1),
      ("a", "", 5, 0), ("ab", "a", 10, 0.5),
    ] as [(String, String, Int, Double)])
  func `overlap is the share of the first k that both have`(a: String, b: String, k: Int, expected: Double) {
    let overlap = RankOverlap(Ranking(a.map(String.init)), Ranking(b.map(String.init)), k: k).overlap
    #expect(abs(overlap - expected) < 1e-12)
  }

  @Test func `who came or went stood just below the list`() {
    let movers = AnswerDrift.movers(Ranking(["a", "b", "c"]), Ranking(["b", "c", "d"]))
    #expect(
      movers == [
        .init(uri: "a", before: 1, after: nil), .init(uri: "b", before: 2, after: 1),
        .init(uri: "c", before: 3, after: 2),
        .init(uri: "d", before: nil, after: 3),
      ])
    #expect(AnswerDrift.movers(Ranking(["a"]), Ranking(["a"])).isEmpty)
  }
}
