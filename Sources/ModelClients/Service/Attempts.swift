/// Counts failed tries and says what comes next; the shell around it waits.
struct Attempts {
  let policy: RetryPolicy
  private(set) var failed = 0

  init(policy: RetryPolicy) { self.policy = policy }

  /// How long to wait after a try that failed; nil for giving up.
  ///
  /// Waits grow exponentially, half of each drawn by lot, so that workers that failed together do not return together
  /// ("equal jitter", https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/). The service's own
  /// wish is a lower bound, up to the policy's longest wait.
  ///
  /// - Parameter wish: seconds the service asked to wait.
  /// - Parameter chance: drawn from 0 ..< 1.
  mutating func wait(wish: Double?, chance: Double) -> Duration? {
    failed += 1
    guard failed <= policy.limit else { return nil }
    let backoff = policy.longestWait(after: failed - 1) / .seconds(1) / 2 * (1 + chance)
    return .seconds(max(backoff, min(wish ?? 0, policy.max / .seconds(1))))
  }
}
