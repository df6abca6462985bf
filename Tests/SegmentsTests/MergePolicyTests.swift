import Segments
import Testing

@Suite struct MergePolicyTests {
  let policy = MergePolicy()

  func candidate(_ bytes: Int, deleted: Int = 0) -> MergePolicy.Candidate {
    MergePolicy.Candidate(documents: 100, deleted: deleted, bytes: bytes)
  }

  @Test(arguments: [
    ([], []),
    ([10, 10, 10], []),
    (Array(repeating: 10, count: 8), [Array(0..<8)]),
    ([1 << 30] + Array(repeating: 10, count: 9), [Array(1...9)]),
    (Array(repeating: 9 << 30, count: 20), []),
  ])
  func `a full tier is merged, others are left alone`(sizes: [Int], expected: [[Int]]) {
    #expect(policy.merges(sizes.map { candidate($0) }) == expected)
  }

  @Test func `a segment that is to a large part deleted is rewritten`() {
    #expect(policy.merges([candidate(10, deleted: 30), candidate(9 << 30, deleted: 31), candidate(10)]) == [[1]])
    #expect(policy.merges([candidate(10, deleted: 100)]) == [[0]])
    #expect(policy.merges([MergePolicy.Candidate(documents: 0, deleted: 0, bytes: 5000)]) == [])
  }

  @Test func `after a thousand small runs few segments remain and no byte was written often`() {
    var segments: [Int] = []
    var written = 0
    for _ in 0..<1000 {
      segments.append(1 << 20)
      while case let merges = policy.merges(segments.map { candidate($0) }), !merges.isEmpty {
        for group in merges {
          let merged = group.reduce(0) { $0 + segments[$1] }
          written += merged
          segments = segments.enumerated().filter { !group.contains($0.offset) }.map(\.element) + [merged]
        }
      }
    }
    #expect(segments.reduce(0, +) == 1000 << 20)
    #expect(segments.count <= 4 * 8 && written <= 4 * 1000 << 20)
  }
}
