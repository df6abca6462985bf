import Corpus
import Testing

/// The breaker, event by event.
@Suite struct EndpointBreakerTests {
  private let policy = EndpointPolicy(breaker: .init(failures: 3, pause: .seconds(10), maxPause: .seconds(35)))
  private var state = EndpointState()

  private mutating func admit(_ now: Double) -> Admission { state.admit(tokens: 1, policy: policy, now: now) }
  private mutating func note(_ outcome: EndpointOutcome, _ now: Double) {
    state.note(outcome, policy: policy, now: now)
  }
  private mutating func fail(_ times: Int = 1, at now: Double) {
    for _ in 0..<times { note(.failed(retryAfter: nil), now) }
  }

  @Test mutating func `it opens after failures in a row`() {
    fail(2, at: 100)
    #expect(admit(100) == .go)
    fail(at: 101)
    #expect(admit(101) == .refused(openSeconds: 0, retrySeconds: 10))
    #expect(admit(105) == .refused(openSeconds: 4, retrySeconds: 6))
  }

  @Test(arguments: [EndpointOutcome.success, .throttled(retryAfter: nil)])
  mutating func `an answer ends the row`(answer: EndpointOutcome) {
    fail(2, at: 100)
    note(answer, 100)
    fail(2, at: 100)
    #expect(admit(100) == .go)
  }

  @Test mutating func `one probe goes through, and its success lets all through`() {
    fail(3, at: 100)
    let answers = (0..<20).map { _ in admit(110) }
    #expect(answers.count { $0 == .go } == 1)
    #expect(answers[1] == .refused(openSeconds: 10, retrySeconds: 1), "a probe may be done any moment")
    note(.success, 111)
    #expect((0..<20).allSatisfy { _ in admit(111) == .go })
    #expect(state == EndpointState())
  }

  @Test mutating func `a probe that fails doubles the pause, up to the longest`() {
    fail(3, at: 100)
    var now = 110.0
    for pause in [20.0, 35, 35, 35] {
      #expect(admit(now) == .go)
      fail(at: now)
      #expect(admit(now) == .refused(openSeconds: now - 100, retrySeconds: pause))
      now += pause
    }
    #expect(admit(now) == .go)
    note(.success, now)
    fail(3, at: now)
    #expect(admit(now) == .refused(openSeconds: 0, retrySeconds: 10), "a success starts anew")
  }

  @Test mutating func `a probe that never ends gives way to another`() {
    fail(3, at: 100)
    #expect(admit(110) == .go)
    #expect(admit(139.5) == .refused(openSeconds: 39.5, retrySeconds: 0.5))
    let answers = (0..<20).map { _ in admit(140) }
    #expect(answers.count { $0 == .go } == 1)
  }

  @Test mutating func `failures of what was under way do not make the pause longer`() {
    fail(50, at: 100)
    #expect(admit(110) == .go)
  }

  @Test mutating func `a probe that is told to slow down shows that the endpoint is back`() {
    fail(3, at: 100)
    #expect(admit(110) == .go)
    note(.throttled(retryAfter: 2), 111)
    #expect(admit(111) == .wait(seconds: 2))
    #expect(admit(113) == .go)
    #expect(admit(113) == .go)
  }

  @Test mutating func `a failing endpoint's own wish may be longer than the pause`() {
    for _ in 0..<3 { note(.failed(retryAfter: 60), 100) }
    #expect(admit(100) == .refused(openSeconds: 0, retrySeconds: 60))
    #expect(admit(130) == .wait(seconds: 30))
    #expect(admit(160) == .go)
  }

  @Test func `the probe is not spent on a request that has to wait for the rate`() {
    var policy = policy
    policy.requestsPerMinute = 15
    policy.breaker.pause = .seconds(1)
    var state = EndpointState()
    #expect(state.admit(tokens: 1, policy: policy, now: 100) == .go)
    for _ in 0..<3 { state.note(.failed(retryAfter: nil), policy: policy, now: 100) }
    #expect(state.admit(tokens: 1, policy: policy, now: 101) == .wait(seconds: 1))
    #expect(state.admit(tokens: 1, policy: policy, now: 102) == .go)
  }

  @Test func `without a number of failures it never opens, and one that is open is ignored`() {
    var none = policy
    none.breaker.failures = 0
    var state = EndpointState()
    for _ in 0..<100 { state.note(.failed(retryAfter: nil), policy: none, now: 0) }
    #expect(state == EndpointState())
    for _ in 0..<3 { state.note(.failed(retryAfter: nil), policy: policy, now: 0) }
    #expect(state.admit(tokens: 1, policy: none, now: 0) == .go)
  }
}
