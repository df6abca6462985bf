import Synchronization

/// Limits the clients of this server alone, of which it knows so many; who was not seen longest is forgotten first.
package final class LocalRateLimiter: RateLimiting {
  private let bucket: TokenBucket
  private let clients: Mutex<RecencyTable<String, Int>>
  private let now: @Sendable () -> Int

  /// - Parameter clients: about 200 bytes each.
  /// - Parameter now: microseconds.
  package init(
    _ bucket: TokenBucket, clients: Int = 10_000, now: @escaping @Sendable () -> Int = LocalRateLimiter.uptime()
  ) {
    self.bucket = bucket
    self.clients = Mutex(RecencyTable(capacity: clients))
    self.now = now
  }

  package func take(client: String) -> RateDecision {
    let now = now()
    return clients.withLock { $0.update(client, default: now) { bucket.take(&$0, now: now) } }
  }

  /// Microseconds since it was asked for, on a clock that nobody sets.
  package static func uptime() -> @Sendable () -> Int {
    let start = ContinuousClock.now
    return { Int((ContinuousClock.now - start) / .microseconds(1)) }
  }
}
