import Indexing
import Testing

@Suite struct PublicationDecisionTests {
  private func decide(
    state: Generation.State = .building, stopped: RunOutcome? = nil, pending: Bool = false, failures: Int = 0,
    touched: Int = 100, mayPromote: Bool = true,
    hasLive: Bool = true
  ) -> PublicationDecision {
    PublicationDecision(
      state: state, stopped: stopped, pending: pending, failures: failures, touched: touched, maxFailures: 0.05,
      mayPromote: mayPromote, hasLive: hasLive)
  }

  @Test func `a complete build is published and promoted`() {
    let decision = decide()
    #expect(decision.publishes && decision.promotes)
    #expect(decision.outcome == .finished)
  }

  @Test func `failures up to the threshold pass, one more publishes nothing`() {
    #expect(decide(failures: 5).publishes)
    let over = decide(failures: 6)
    #expect(!over.publishes && !over.promotes)
    #expect(over.outcome == .overThreshold)
  }

  @Test(arguments: [RunOutcome.interrupted, .budgetReached])
  func `a stopped run publishes what is complete but promotes nothing`(_ reason: RunOutcome) {
    let decision = decide(stopped: reason, pending: true)
    #expect(decision.publishes && !decision.promotes)
    #expect(decision.outcome == reason)
  }

  @Test func `a generation that is live is not promoted again, and manual promotion waits`() {
    #expect(!decide(state: .live).promotes)
    #expect(!decide(mayPromote: false).promotes)
  }

  @Test func `a build with work left is not promoted, unless searches have nothing else`() {
    #expect(!decide(pending: true).promotes)
    #expect(decide(stopped: .interrupted, pending: true, hasLive: false).promotes)
  }
}
