import Indexing
import Testing

@Suite struct StageCountsTests {
  @Test func `every input has exactly one outcome`() {
    var counts = StageCounts()
    counts.total = 10
    counts.done = 4
    counts.reused = 3
    counts.quarantined = 1
    counts.skipped = 1
    #expect(!counts.isBalanced)
    counts.pending = 1
    #expect(counts.isBalanced)
  }
}
