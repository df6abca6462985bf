import Guarding
import Testing

@Suite struct CircuitBreakerTests {
  private let start = ContinuousClock.now

  private func opened(at time: ContinuousClock.Instant) -> CircuitBreaker {
    var breaker = CircuitBreaker(threshold: 3, pause: .seconds(1), longestPause: .seconds(4), patience: .seconds(10))
    for _ in 0..<3 { breaker.failed(time) }
    return breaker
  }

  @Test func `it opens after failures in a row, and a success starts the row anew`() {
    var breaker = CircuitBreaker(threshold: 3)
    for _ in 0..<5 {
      breaker.failed(start)
      breaker.failed(start)
      breaker.succeeded(start + .seconds(1))
    }
    #expect(breaker.isClosed)
    let closed = breaker.admits(start)
    #expect(closed)
    for _ in 0..<3 { breaker.failed(start) }
    #expect(!breaker.isClosed)
    let open = breaker.admits(start)
    #expect(!open)
  }

  @Test func `after the pause one request passes, and its success closes`() {
    var breaker = opened(at: start)
    let admitted = [999, 1_000, 1_000].map { breaker.admits(start + .milliseconds($0)) }
    #expect(admitted == [false, true, false])
    breaker.succeeded(start + .seconds(1))
    let now = breaker.admits(start + .seconds(1))
    #expect(breaker.isClosed && now)
  }

  @Test func `pauses double up to the longest, and start anew only after a time without trouble`() {
    var breaker = opened(at: start)
    var now = start
    for pause in [1, 2, 4, 4, 4] {
      #expect(breaker.state == .open(until: now + .seconds(pause)))
      now += .seconds(pause)
      _ = breaker.admits(now)
      breaker.failed(now)
    }
    for (trouble, pause) in [(4, 4), (5, 1)] {
      now += .seconds(4)
      _ = breaker.admits(now)
      breaker.succeeded(now)
      now += .seconds(trouble)
      for _ in 0..<3 { breaker.failed(now) }
      #expect(breaker.state == .open(until: now + .seconds(pause)))
    }
  }

  @Test func `what was on its way when it opened changes nothing`() {
    var breaker = opened(at: start)
    breaker.failed(start + .milliseconds(500))
    breaker.succeeded(start + .milliseconds(500))
    #expect(breaker.state == .open(until: start + .seconds(1)))
  }

  @Test func `a probe that comes to nothing, or never reports, makes room for another`() {
    var breaker = opened(at: start)
    let first = breaker.admits(start + .seconds(1))
    breaker.abandoned()
    let later = [1, 10, 11].map { breaker.admits(start + .seconds($0)) }
    #expect(first && later == [true, false, true])
    #expect(!breaker.isClosed)
  }
}
