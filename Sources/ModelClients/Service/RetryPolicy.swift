import Foundation

/// How often and how soon a service is asked again.
package struct RetryPolicy: Sendable, Hashable {
  /// Tries after the first one.
  package var limit: Int
  /// The wait before the second try.
  package var initial: Duration
  /// What each wait is longer than the one before.
  package var factor: Double
  /// The longest wait, also where the service asks for more.
  package var max: Duration

  package init(
    limit: Int = 6, initial: Duration = .seconds(1), factor: Double = 2, max: Duration = .seconds(60)
  ) {
    self.limit = limit
    self.initial = initial
    self.factor = factor
    self.max = max
  }

  /// All waits together, as long as they can get.
  var patience: Duration {
    (0..<limit).reduce(.zero) { sum, tries in sum + longestWait(after: tries) }
  }

  /// - Parameter tries: failed ones, from 0.
  func longestWait(after tries: Int) -> Duration {
    .seconds(min(max / .seconds(1), initial / .seconds(1) * pow(factor, Double(tries))))
  }
}
