import Synchronization

/// The first layer: values in memory, in shards so that threads seldom meet at a lock.
package final class MemoryCache<Value: Sendable>: Sendable {
  private final class Shard: Sendable {
    let table: Mutex<EvictingTable<Value>>
    init(capacity: Int) { table = Mutex(EvictingTable(capacity: capacity)) }
  }

  private let shards: [Shard]
  private let lifetime: Duration
  private let now: @Sendable () -> ContinuousClock.Instant

  /// - Parameter capacity: bytes, for everything.
  /// - Parameter lifetime: how long a value is good for.
  package init(
    capacity: Int, lifetime: Duration, now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
  ) {
    // A shard has room for values of a quarter of a MiB at least; small caches have one.
    let count = min(max(capacity >> 20, 1), 16)
    shards = (0..<count).map { _ in Shard(capacity: max(0, capacity) / count) }
    self.lifetime = lifetime
    self.now = now
  }

  package func value(for key: CacheKey) -> Value? {
    let now = now()
    return shard(key).table.withLock { $0.value(for: key, now: now) }
  }

  package func insert(_ value: Value, cost: Int, for key: CacheKey) {
    let expiry = now() + lifetime
    shard(key).table.withLock { $0.insert(value, cost: cost, for: key, expiry: expiry) }
  }

  package var count: Int { shards.reduce(0) { $0 + $1.table.withLock(\.count) } }
  /// Bytes.
  package var cost: Int { shards.reduce(0) { $0 + $1.table.withLock(\.cost) } }

  private func shard(_ key: CacheKey) -> Shard { shards[Int(key.bits >> 32) % shards.count] }
}
