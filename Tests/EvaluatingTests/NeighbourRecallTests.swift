import Evaluating
import Testing

@Suite struct NeighbourRecallTests {
  private static let exact: [(item: Int, similarity: Double)] = [
    (1, 0.9), (2, 0.8), (3, 0.7), (4, 0.7), (5, 0.699_995), (6, 0.6),
  ]

  @Test(
    arguments: [
      ([1, 2, 3], 1), ([3, 2, 1], 1), ([1, 2], 2.0 / 3), ([1, 2, 6], 2.0 / 3), ([], 0), ([9, 8, 7], 0),
      ([1, 2, 4], 1), ([1, 2, 5], 1), ([1, 6, 7, 2], 1.0 / 3),
    ] as [([Int], Double)])
  func `what was found counts, in any order, and equally near ones for each other`(found: [Int], share: Double) {
    #expect(NeighbourRecall.share(of: found, among: Self.exact, k: 3) == share)
  }

  @Test func `of fewer neighbours than asked for, all are wanted; of none, nothing`() {
    #expect(NeighbourRecall.share(of: [1, 2], among: Array(Self.exact.prefix(2)), k: 10) == 1)
    #expect(NeighbourRecall.share(of: [1], among: Array(Self.exact.prefix(2)), k: 10) == 0.5)
    #expect(NeighbourRecall.share(of: [1], among: [], k: 10) == 1)
  }
}
