import Indexing
import Running
import Testing

@Suite struct StopSignalTests {
  @Test func `the first reason stands`() {
    let stop = StopSignal()
    #expect(!stop.isRequested)
    stop.request(.budgetReached)
    stop.request(.interrupted)
    #expect(stop.reason == .budgetReached)
  }
}
