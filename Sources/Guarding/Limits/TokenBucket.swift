/// A rate and a burst, kept as one number for each client: the generic cell rate algorithm (ITU-T I.371, in its
/// virtual scheduling form).
///
/// The number is when the bucket will be full again. Times are microseconds on any one clock, in whole numbers that a
/// double holds exactly, as Redis's scripts have no others.
package struct TokenBucket: Hashable, Sendable {
  /// Microseconds in which one token comes in.
  let interval: Int
  /// Tokens that a full bucket holds.
  let burst: Int

  /// - Parameter perMinute: at least 1.
  /// - Parameter burst: at least 1; by default a tenth of a minute's worth.
  package init(perMinute: Int, burst: Int? = nil) {
    let perMinute = min(max(perMinute, 1), 60_000_000)
    // Rounded up: the rate is never exceeded.
    interval = (60_000_000 + perMinute - 1) / perMinute
    self.burst = min(max(burst ?? perMinute / 10, 1), 1_000_000)
  }

  /// Microseconds in which an empty bucket fills.
  var span: Int { interval * burst }

  /// Takes a token, if there is one.
  ///
  /// - Parameter full: when the bucket will be full; any time for a new client, and moved on by a token that was taken.
  package func take(_ full: inout Int, now: Int) -> RateDecision {
    // A time that lies further ahead than an empty bucket is from a clock that was set back.
    let next = min(max(full, now), now + span) + interval
    let missing = next - now - span
    if missing <= 0 { full = next }
    return decision(missing: missing)
  }

  /// What it means that a bucket lacks so many microseconds for one more token; 0 or fewer if it does not.
  func decision(missing: Int) -> RateDecision {
    missing > 0
      ? .limited(retryAfterSeconds: (missing + 999_999) / 1_000_000)
      : .allowed(remaining: -missing / interval)
  }
}
