/// Whether a request may pass.
package enum RateDecision: Hashable, Sendable {
  /// - Parameter remaining: requests that may follow at once.
  case allowed(remaining: Int)
  /// - Parameter retryAfterSeconds: at least 1.
  case limited(retryAfterSeconds: Int)
}

/// Counts the requests of each client, on one server or over all of them.
package protocol RateLimiting: Sendable {
  /// Takes one request from a client's budget.
  func take(client: String) async -> RateDecision
}
