/// Leaves alone what fails again and again, and lets one request through at a time to see whether it is back.
///
/// Closed → open after failures in a row → half open once the pause is over → closed by a success, or open for twice as
/// long. What fails again soon after a success has been at it all along: the pause goes on doubling.
/// It has no clock: every event comes with the time.
package struct CircuitBreaker: Sendable {
  package enum State: Hashable, Sendable {
    case closed(failures: Int)
    case open(until: ContinuousClock.Instant)
    /// The pause is over. A probe has until then to report; nil if there is none.
    case halfOpen(probeUntil: ContinuousClock.Instant?)
  }

  /// Failures in a row that open it.
  package let threshold: Int
  package let pause: Duration
  package let longestPause: Duration
  /// How long a probe may keep the others waiting.
  package let patience: Duration

  package private(set) var state = State.closed(failures: 0)
  /// Openings that each came soon after the one before.
  private var openings = 0
  private var closedAt: ContinuousClock.Instant?

  package init(
    threshold: Int = 3, pause: Duration = .milliseconds(100), longestPause: Duration = .seconds(5),
    patience: Duration = .seconds(1)
  ) {
    self.threshold = threshold
    self.pause = pause
    self.longestPause = longestPause
    self.patience = patience
  }

  package var isClosed: Bool { if case .closed = state { true } else { false } }

  /// Whether a request may pass; one that may has to report one of the three outcomes.
  package mutating func admits(_ now: ContinuousClock.Instant) -> Bool {
    switch state {
    case .closed: return true
    case .open(let end) where now < end: return false
    case .halfOpen(let end?) where now < end: return false
    case .open, .halfOpen:
      state = .halfOpen(probeUntil: now + patience)
      return true
    }
  }

  package mutating func succeeded(_ now: ContinuousClock.Instant) {
    switch state {
    case .closed: break
    // A request that was on its way when it opened proves nothing about now.
    case .open: return
    case .halfOpen: closedAt = now
    }
    state = .closed(failures: 0)
  }

  package mutating func failed(_ now: ContinuousClock.Instant) {
    switch state {
    case .closed(let failures) where failures + 1 < threshold: state = .closed(failures: failures + 1)
    case .closed, .halfOpen:
      if isClosed, closedAt.map({ now - $0 > longestPause }) ?? true { openings = 0 }
      state = .open(until: now + min(pause * (1 << min(openings, 20)), longestPause))
      openings += 1
    case .open: break
    }
  }

  /// The request came to nothing, and says nothing about the other side.
  package mutating func abandoned() {
    if case .halfOpen = state { state = .halfOpen(probeUntil: nil) }
  }
}
