import Corpus
import Evaluating
import Testing

@Suite struct SamplingTests {
  @Test func `a seed settles every number`() {
    var random = SeededRandom(seed: 0)
    #expect([random.next(), random.next()] == [0xE220_A839_7B1D_CDAF, 0x6E78_9E6A_A1B9_65F4])
    let values = (0..<50).map { Double($0 % 7) }
    #expect(Resampling().interval(of: values) == Resampling().interval(of: values))
  }

  @Test func `the interval of a mean is about two standard errors to each side`() {
    // 0 and 1 in equal parts: the standard error of the mean of 400 is 0.025.
    let interval = Resampling().interval(of: (0..<400).map { Double($0 % 2) })
    #expect(abs(interval.lowerBound - 0.451) < 0.006)
    #expect(abs(interval.upperBound - 0.549) < 0.006)
  }

  @Test func `one value has no spread, and none is 0`() {
    #expect(Resampling().interval(of: [3]) == 3...3)
    #expect(Resampling().interval(of: []) == 0...0)
  }

  @Test func `the randomisation test counts sign patterns`() {
    // All of 2^8 patterns: only the two of equal signs reach a mean of 1.
    let eight = Resampling().significance(ofDifferences: Array(repeating: 1, count: 8))
    #expect(abs(eight - 2.0 / 256) < 0.003)
    #expect(Resampling().significance(ofDifferences: [0, 0, 0]) == 1)
    #expect(Resampling().significance(ofDifferences: []) == 1)
    #expect(Resampling().significance(ofDifferences: [0.1, -0.1, 0.2, -0.2, 0.01]) > 0.5)
  }

  @Test func `the permutation test counts ways to share values out`() {
    // Of the 20 ways to pick 3 of 6, two are as far apart.
    #expect(abs(Resampling().significance(of: [1, 2, 3], [11, 12, 13]) - 0.1) < 0.01)
    #expect(Resampling().significance(of: [1, 2], [1, 2]) == 1)
    #expect(Resampling().significance(of: [], [1]) == 1)
  }
}

@Suite struct QualityGateTests {
  private static func card(_ scores: [Double]) -> Scorecard {
    // One relevant document at rank 1/score.
    let ids = scores.indices.map { "q\($0 + 10)" }
    let judgements = Judgements(Dictionary(uniqueKeysWithValues: ids.map { ($0, ["x": 1]) }))
    let rankings = zip(ids, scores).map { id, score in
      let before = score == 0 ? [] : (1..<Int(1 / score)).map { "\($0)" }
      return (id, Ranking(score == 0 ? [] : before + ["x"]))
    }
    return Scorecard(.reciprocalRank, Dictionary(uniqueKeysWithValues: rankings), judgements)
  }

  @Test(
    arguments: [
      ([1, 1, 1, 1], [1, 1, 1, 1], 0.0, true), ([1, 1, 1, 1], [1, 1, 1, 0.5], 0.125, true),
      ([1, 1, 1, 1], [1, 1, 1, 0.5], 0.12, false), ([0.5, 0.5], [1, 1], 0, true), ([0, 0], [0, 0], 0, true),
      ([1, 1], [0, 0], 0.99, false), ([0, 0], [1, 1], 0, true),
    ] as [([Double], [Double], Double, Bool)])
  func `a drop beyond the limit is refused, and nothing else`(
    live: [Double], new: [Double], maxDrop: Double, passes: Bool
  ) {
    let verdict = QualityGate(maxDrop: maxDrop).verdict(of: Self.card(new), against: Self.card(live))
    #expect(verdict.passed == passes)
  }

  @Test func `losers are named, the worst first`() {
    let live = Self.card([1, 1, 0.5, 0.5, 1])
    let new = Self.card([1, 0.25, 0.25, 1, 0])
    let verdict = QualityGate(maxDrop: 0.01).verdict(of: new, against: live)
    #expect(verdict.losers.map(\.question) == ["q14", "q11", "q12"])
    #expect(verdict.comparison.better == 1)
    #expect(verdict.comparison.worse == 3)
    let finding = verdict.finding("manual hybrid", measure: .reciprocalRank, limit: 0.01)
    #expect(finding.hasPrefix("manual hybrid: MRR 0.5000, live 0.8000; the change is -0.3000 (95 %: "))
    #expect(finding.hasSuffix("3 questions lost, most of all q14 (1.00 → 0.00), q11 (1.00 → 0.25), q12 (0.50 → 0.25)"))
  }
}
