import Corpus
import Testing

/// Rates and pauses, event by event.
@Suite struct EndpointRateTests {
  @Test func `without limits everything goes, and nothing changes`() {
    var state = EndpointState()
    for _ in 0..<1000 {
      #expect(state.admit(tokens: 1_000_000, policy: EndpointPolicy(), now: 5) == .go)
      state.note(.success, policy: EndpointPolicy(), now: 5)
    }
    #expect(state == EndpointState())
  }

  @Test func `a tenth of a minute's requests go at once, then one at a time`() {
    let policy = EndpointPolicy(requestsPerMinute: 60)
    var state = EndpointState()
    for _ in 0..<6 { #expect(state.admit(tokens: 1, policy: policy, now: 100) == .go) }
    let full = state
    #expect(state.admit(tokens: 1, policy: policy, now: 100) == .wait(seconds: 1))
    #expect(state.admit(tokens: 1, policy: policy, now: 100.25) == .wait(seconds: 0.75))
    #expect(state == full, "who waits takes nothing")
    #expect(state.admit(tokens: 1, policy: policy, now: 101) == .go)
    #expect(state.admit(tokens: 1, policy: policy, now: 101) == .wait(seconds: 1))
    for _ in 0..<6 { #expect(state.admit(tokens: 1, policy: policy, now: 1000) == .go) }
    #expect(state.admit(tokens: 1, policy: policy, now: 1000) == .wait(seconds: 1), "a bucket does not overflow")
  }

  @Test func `below ten a minute the bucket holds one request`() {
    let policy = EndpointPolicy(requestsPerMinute: 1)
    var state = EndpointState()
    #expect(state.admit(tokens: 1, policy: policy, now: 0) == .go)
    #expect(state.admit(tokens: 1, policy: policy, now: 0) == .wait(seconds: 60))
    #expect(state.admit(tokens: 1, policy: policy, now: 60) == .go)
  }

  @Test func `a request larger than the bucket waits until it is full, and all wait for its debt`() {
    let policy = EndpointPolicy(tokensPerMinute: 6000)
    var state = EndpointState()
    #expect(state.admit(tokens: 100, policy: policy, now: 0) == .go)
    #expect(state.admit(tokens: 2600, policy: policy, now: 0) == .wait(seconds: 1))
    #expect(state.admit(tokens: 2600, policy: policy, now: 1) == .go)
    // 2,000 in debt, at 100 a second, and then the one that is asked for.
    #expect(state.admit(tokens: 1, policy: policy, now: 1) == .wait(seconds: 20.01))
    #expect(state.admit(tokens: 600, policy: policy, now: 1) == .wait(seconds: 26))
    #expect(state.admit(tokens: 600, policy: policy, now: 27) == .go)
  }

  @Test func `of both limits the stricter holds, and neither is charged for a wait`() {
    let policy = EndpointPolicy(requestsPerMinute: 60, tokensPerMinute: 6000)
    var state = EndpointState()
    #expect(state.admit(tokens: 600, policy: policy, now: 0) == .go)
    for _ in 0..<100 { #expect(state.admit(tokens: 300, policy: policy, now: 0) == .wait(seconds: 3)) }
    for _ in 0..<5 { #expect(state.admit(tokens: 0, policy: policy, now: 3) == .go) }
    #expect(state.admit(tokens: 300, policy: policy, now: 3) == .go)
  }

  @Test func `a changed limit holds at once`() {
    var state = EndpointState()
    let fast = EndpointPolicy(requestsPerMinute: 600)
    for _ in 0..<60 { #expect(state.admit(tokens: 1, policy: fast, now: 0) == .go) }
    #expect(state.admit(tokens: 1, policy: EndpointPolicy(requestsPerMinute: 60), now: 0) == .wait(seconds: 55))
    #expect(state.admit(tokens: 1, policy: EndpointPolicy(), now: 0) == .go)
  }

  @Test(arguments: [EndpointOutcome.throttled(retryAfter: 7), .failed(retryAfter: 7)])
  func `nobody asks before the endpoint wants it`(outcome: EndpointOutcome) {
    var state = EndpointState()
    state.note(outcome, policy: EndpointPolicy(), now: 10)
    #expect(state.admit(tokens: 1, policy: EndpointPolicy(), now: 10) == .wait(seconds: 7))
    #expect(state.admit(tokens: 1, policy: EndpointPolicy(), now: 16.5) == .wait(seconds: 0.5))
    #expect(state.admit(tokens: 1, policy: EndpointPolicy(), now: 17) == .go)
  }

  @Test func `the later end of two pauses holds, and a success ends none`() {
    var state = EndpointState()
    for wish in [5, 30, 1.0] { state.note(.throttled(retryAfter: wish), policy: EndpointPolicy(), now: 0) }
    state.note(.success, policy: EndpointPolicy(), now: 0)
    #expect(state.admit(tokens: 1, policy: EndpointPolicy(), now: 0) == .wait(seconds: 30))
  }

  @Test(arguments: [nil, 0, -5, -.infinity, .nan] as [Double?])
  func `a wish that says nothing is no pause`(wish: Double?) {
    var state = EndpointState()
    state.note(.throttled(retryAfter: wish), policy: EndpointPolicy(), now: 0)
    #expect(state.admit(tokens: 1, policy: EndpointPolicy(), now: 0) == .go)
  }

  @Test(arguments: [3601, 1e300, .infinity])
  func `no wish reaches further than an hour`(wish: Double) {
    var state = EndpointState()
    state.note(.throttled(retryAfter: wish), policy: EndpointPolicy(), now: 0)
    #expect(state.admit(tokens: 1, policy: EndpointPolicy(), now: 0) == .wait(seconds: 3600))
    #expect(state.admit(tokens: 1, policy: EndpointPolicy(), now: 3600) == .go)
  }

  @Test func `waits are spread so that nobody comes early and few together`() {
    #expect(Admission.spread(10, chance: 0) == 10)
    let ends = (0..<20).map { Admission.spread(10, chance: Double($0) / 20) }
    #expect(Set(ends.map { ($0 * 20).rounded(.down) }).count >= 20)
    #expect(ends.allSatisfy { (10..<11.25).contains($0) })
  }
}
