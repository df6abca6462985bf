import Corpus
package import Metrics

/// Values by key: in memory, then in Redis, then computed, once however many ask.
package final class LayeredCache<Value: CacheValue>: Sendable {
  private let name: String
  private let settings: CacheSettings
  private let memory: MemoryCache<Value>
  private let redis: RedisClient?
  private let counters: CacheCounters
  private let flights = SingleFlight<CacheKey, Value>()

  /// - Parameter name: a word that keeps caches apart in Redis.
  /// - Parameter counters: what the names of the metrics start with: `rag_answer_cache`.
  /// - Parameter countsByLayer: whether hits and misses are told apart by layer.
  package init(
    name: String, counters: String, countsByLayer: Bool = true, settings: CacheSettings = CacheSettings(),
    redis: RedisClient? = nil,
    metrics: any MetricsFactory = MetricsSystem.factory,
    now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
  ) {
    self.name = name
    self.settings = settings
    self.redis = redis
    self.counters = CacheCounters(label: counters, byLayer: countsByLayer, metrics: metrics)
    memory = MemoryCache(capacity: settings.maxMemory, lifetime: settings.ttl, now: now)
  }

  /// The value, if it is in memory. Takes well under a microsecond.
  package func cached(_ key: CacheKey) -> Value? {
    guard let value = memory.value(for: key) else { return nil }
    counters.memoryHits.increment()
    return value
  }

  /// The value, wherever it has to come from.
  ///
  /// - Parameter compute: runs in a task of its own; its failure reaches all who wait, and is not kept.
  /// - Throws: what `compute` throws; `CancellationError` when the caller is cancelled, which nobody else notices.
  package func value(
    for key: CacheKey, compute: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    if let value = cached(key) { return value }
    counters.memoryMisses?.increment()
    return try await flights.value(for: key) { [self] in
      // An earlier flight may have landed between the look above and this one's start.
      if let value = memory.value(for: key) { return value }
      if let value = await fromRedis(key) {
        memory.insert(value, cost: value.cost, for: key)
        return value
      }
      counters.misses?.increment()
      let value = try await compute()
      memory.insert(value, cost: value.cost, for: key)
      toRedis(value, key)
      return value
    }
  }

  private func fromRedis(_ key: CacheKey) async -> Value? {
    guard let redis else { return nil }
    let bytes = await redis.value(of: place(key), atMost: settings.maxRedisValue + CacheFrame.overhead)
    let payload = bytes.flatMap { CacheFrame.unwrap($0, version: Value.cacheVersion, key: key) }
    let value = payload.flatMap(Value.init(cacheBytes:))
    (value == nil ? counters.redisMisses : counters.redisHits)?.increment()
    return value
  }

  private func toRedis(_ value: Value, _ key: CacheKey) {
    guard let redis, redis.isUp else { return }
    let payload = value.cacheBytes
    guard payload.count <= settings.maxRedisValue else { return }
    redis.keep(CacheFrame.wrap(payload, version: Value.cacheVersion, key: key), as: place(key), for: settings.redisTTL)
  }

  private func place(_ key: CacheKey) -> String { "quern:\(name):\(key.digest.hex)" }
}
