import Corpus

/// Limits clients over all servers that share a Redis; each alone while there is none.
package final class RedisRateLimiter: RateLimiting {
  private let redis: RedisClient
  private let bucket: TokenBucket
  private let local: LocalRateLimiter

  package init(_ bucket: TokenBucket, redis: RedisClient, clients: Int = 10_000) {
    self.redis = redis
    self.bucket = bucket
    local = LocalRateLimiter(bucket, clients: clients)
  }

  package func take(client: String) async -> RateDecision {
    let key = "quern:rate:\(Digest(of: client).hex)"
    let reply = await redis.run(Self.script, key: key, [String(bucket.interval), String(bucket.span)])
    guard case .integer(let missing)? = reply else { return local.take(client: client) }
    return bucket.decision(missing: missing)
  }

  /// ``TokenBucket/take(_:now:)`` on Redis's clock. Lua prints large numbers with 14 digits unless told otherwise.
  private static let script = RedisScript(
    """
    local time = redis.call('TIME')
    local now = time[1] * 1000000 + time[2]
    local interval, span = tonumber(ARGV[1]), tonumber(ARGV[2])
    local full = tonumber(redis.call('GET', KEYS[1])) or now
    local next = math.min(math.max(full, now), now + span) + interval
    local missing = next - now - span
    if missing <= 0 then
      redis.call('SET', KEYS[1], string.format('%.0f', next), 'PX', math.ceil((next - now) / 1000))
    end
    return missing
    """)
}
