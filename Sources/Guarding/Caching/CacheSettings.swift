/// How much is kept, and for how long.
package struct CacheSettings: Hashable, Sendable {
  /// Bytes.
  package var maxMemory: Int
  package var ttl: Duration
  package var redisTTL: Duration
  /// Bytes; a larger value is not kept in Redis.
  package var maxRedisValue: Int

  package init(
    maxMemory: Int = 64 << 20, ttl: Duration = .seconds(300), redisTTL: Duration = .seconds(3600),
    maxRedisValue: Int = 1 << 20
  ) {
    self.maxMemory = maxMemory
    self.ttl = ttl
    self.redisTTL = redisTTL
    self.maxRedisValue = maxRedisValue
  }
}
