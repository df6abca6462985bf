/// Leaves an endpoint alone that fails again and again, and lets one request through at a time to see whether it is back.
///
/// Closed → open after failures in a row → probing once the pause is over → closed by a success, or open for twice as
/// long. Failures of requests that were under way when it opened do not count.
struct EndpointBreaker: Sendable, Codable, Hashable {
  enum Phase: String, Sendable, Codable { case closed, open, probing }

  private(set) var phase = Phase.closed
  /// Failures in a row while closed.
  private(set) var failures = 0
  /// Openings in a row.
  private(set) var openings = 0
  /// When the first of them was.
  private(set) var since = 0.0
  /// When the pause, or the time that a probe has, is over.
  private(set) var until = 0.0

  /// Some thirty years, in seconds: so that any stored time makes a date that can be written.
  private static let oldest = 1e9

  var isFinite: Bool { since.isFinite && until.isFinite }

  /// Why nothing may pass; nil when something may.
  func refusal(_ policy: EndpointPolicy.Breaker, now: Double) -> Admission? {
    guard policy.failures > 0, phase != .closed else { return nil }
    let longest = phase == .open ? policy.maxPause : policy.probeLimit
    let left = until - now
    // A time that no event can have written reads as over: one request is the price of finding out.
    guard left > 0, left <= longest / .seconds(1) + 1 else { return nil }
    return .refused(
      openSeconds: min(max(0, now - since), Self.oldest),
      // A probe may be done any moment.
      retrySeconds: phase == .open ? left : min(left, 1))
  }

  /// Notes that a request passes: the probe, unless the breaker is closed.
  mutating func pass(_ policy: EndpointPolicy.Breaker, now: Double) {
    guard policy.failures > 0, phase != .closed else { return }
    phase = .probing
    until = now + policy.probeLimit / .seconds(1)
  }

  mutating func succeed() { self = EndpointBreaker() }

  mutating func fail(_ policy: EndpointPolicy.Breaker, now: Double) {
    guard policy.failures > 0 else { return }
    switch phase {
    case .closed:
      failures = min(max(failures, 0), policy.failures) + 1
      if failures >= policy.failures {
        since = now
        open(policy, now)
      }
    case .probing: open(policy, now)
    case .open: break
    }
  }

  private mutating func open(_ policy: EndpointPolicy.Breaker, _ now: Double) {
    let doublings = min(max(openings, 0), 30)
    let pause = min(policy.pause / .seconds(1) * Double(1 << doublings), policy.maxPause / .seconds(1))
    phase = .open
    openings = doublings + 1
    until = now + pause
  }
}
