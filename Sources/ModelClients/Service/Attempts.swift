import Foundation

/// Counts failed tries and says what comes next; the shell around it waits.
struct Attempts {
  enum Action: Equatable {
    case wait(Duration)
    case giveUp
  }

  let policy: RetryPolicy
  private(set) var failed = 0

  init(policy: RetryPolicy) { self.policy = policy }

  /// What to do after a try that failed.
  ///
  /// Waits grow exponentially, half of each drawn by lot, so that workers that failed together do not return together
  /// ("equal jitter", https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/). The service's own
  /// wish is a lower bound, up to the policy's longest wait.
  ///
  /// - Parameter wish: seconds the service asked to wait.
  /// - Parameter chance: drawn from 0 ..< 1.
  mutating func next(wish: Double?, chance: Double) -> Action {
    failed += 1
    guard failed <= policy.limit else { return .giveUp }
    let longest = policy.max / .seconds(1)
    let grown = min(longest, policy.initial / .seconds(1) * pow(policy.factor, Double(failed - 1)))
    let backoff = grown / 2 * (1 + chance)
    return .wait(.seconds(max(backoff, min(wish ?? 0, longest))))
  }
}
