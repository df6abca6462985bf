/// What the clients of one endpoint know about it together: its two rates, its wish to be left alone, its breaker.
///
/// A machine without a clock: every event takes `now`, in seconds of one clock that all clients share. Stored values are
/// not trusted: what no event can have written reads as if it were not there.
package struct EndpointState: Sendable, Codable, Hashable {
  /// The furthest, in seconds, that a pause or a debt reaches ahead.
  static let horizon = 3600.0

  private var requests = RateMeter()
  private var tokens = RateMeter()
  private var pausedUntil = 0.0
  private var breaker = EndpointBreaker()

  package init() {}

  /// Reads what it can, and forgets the rest: the price is a burst, not a run. So `{}` is a new endpoint.
  package init(from decoder: any Decoder) {
    guard let stored = try? decoder.container(keyedBy: CodingKeys.self) else { return }
    if let meter = try? stored.decode(RateMeter.self, forKey: .requests), meter.isFinite { requests = meter }
    if let meter = try? stored.decode(RateMeter.self, forKey: .tokens), meter.isFinite { tokens = meter }
    if let end = try? stored.decode(Double.self, forKey: .pausedUntil), end.isFinite { pausedUntil = end }
    if let breaker = try? stored.decode(EndpointBreaker.self, forKey: .breaker), breaker.isFinite {
      self.breaker = breaker
    }
  }

  /// Lets a request through, or says when to ask again. Any answer but `go` changes nothing.
  package mutating func admit(tokens amount: Int, policy: EndpointPolicy, now: Double) -> Admission {
    let amount = Double(max(0, amount))
    let pause = pauseLeft(now)
    if case .refused(let openSeconds, let retrySeconds) = breaker.refusal(policy.breaker, now: now) {
      return .refused(openSeconds: openSeconds, retrySeconds: max(retrySeconds, pause))
    }
    let wait = max(
      pause, requests.wait(for: 1, perMinute: policy.requestsPerMinute, now: now),
      tokens.wait(for: amount, perMinute: policy.tokensPerMinute, now: now))
    guard wait == 0 else { return .wait(seconds: wait) }
    breaker.pass(policy.breaker, now: now)
    requests.take(1, perMinute: policy.requestsPerMinute, now: now)
    tokens.take(amount, perMinute: policy.tokensPerMinute, now: now)
    return .go
  }

  /// Learns how a request ended.
  package mutating func note(_ outcome: EndpointOutcome, policy: EndpointPolicy, now: Double) {
    switch outcome {
    case .success: breaker.succeed()
    case .throttled(let retryAfter):
      breaker.succeed()
      pause(retryAfter, now)
    case .failed(let retryAfter):
      breaker.fail(policy.breaker, now: now)
      pause(retryAfter, now)
    }
  }

  /// Of two pauses the later end holds.
  private mutating func pause(_ seconds: Double?, _ now: Double) {
    guard let seconds, seconds > 0 else { return }
    pausedUntil = now + max(pauseLeft(now), min(seconds, Self.horizon))
  }

  private func pauseLeft(_ now: Double) -> Double {
    let left = pausedUntil - now
    return left > 0 && left <= Self.horizon + 1 ? left : 0
  }
}
