import Fixtures
import Foundation
import Guarding
import Testing

@Suite(.enabled(if: RedisServer.path != nil, "redis-server is not installed"))
struct RedisRateLimiterTests {
  private let bucket = TokenBucket(perMinute: 1, burst: 5)

  private func limiter(_ server: RedisServer, _ bucket: TokenBucket) async throws -> RedisRateLimiter {
    let redis = RedisClient(
      try server.address, connections: 1, timeouts: RedisTimeouts(connect: .seconds(120), command: .seconds(120)),
      log: RecordedLog().logger, metrics: RecordedMetrics())
    let limiter = RedisRateLimiter(bucket, redis: redis)
    try await until {
      _ = await limiter.take(client: UUID().uuidString)
      return redis.isUp
    }
    return limiter
  }

  @Test func `servers share one budget for each client`() async throws {
    let server = try await RedisServer()
    let (first, second) = (try await limiter(server, bucket), try await limiter(server, bucket))
    for remaining in stride(from: 4, through: 0, by: -1) {
      let limiter = remaining.isMultiple(of: 2) ? first : second
      #expect(await limiter.take(client: "ada") == .allowed(remaining: remaining))
    }
    for limiter in [first, second] {
      let decision = await limiter.take(client: "ada")
      #expect(Set((1...60).map(RateDecision.limited)).contains(decision))
    }
    #expect(await second.take(client: "bob") == .allowed(remaining: 4))
    // Nothing is left in Redis for longer than it means something, and no name in plain.
    let names = try await server.cli("KEYS", "quern:rate:*").split(separator: "\n")
    #expect(names.count >= 2 && !names.contains { $0.contains("ada") })
    for name in names { #expect((1...300_000).contains(Int(try await server.cli("PTTL", String(name))) ?? -1)) }
  }

  @Test func `tokens come back with Redis's own time`() async throws {
    let server = try await RedisServer()
    let limiter = try await limiter(server, TokenBucket(perMinute: 600, burst: 1))
    #expect(await limiter.take(client: "ada") == .allowed(remaining: 0))
    try await until { isAllowed(await limiter.take(client: "ada")) }
  }

  @Test func `forgotten scripts, foreign values and clocks from the future do no harm`() async throws {
    let server = try await RedisServer()
    let limiter = try await limiter(server, bucket)
    try await server.cli("SCRIPT", "FLUSH")
    #expect(await limiter.take(client: "ada") == .allowed(remaining: 4))
    for name in try await server.cli("KEYS", "quern:rate:*").split(separator: "\n") {
      try await server.cli("SET", String(name), "no number")
    }
    #expect(await limiter.take(client: "ada") == .allowed(remaining: 4))
    for name in try await server.cli("KEYS", "quern:rate:*").split(separator: "\n") {
      try await server.cli("SET", String(name), "99999999999999999999")
    }
    #expect(await limiter.take(client: "ada") == .limited(retryAfterSeconds: 60))
  }

  @Test func `without Redis each server counts for itself`() async throws {
    let server = try await RedisServer()
    let limiter = try await limiter(server, bucket)
    server.kill(SIGKILL)
    var decisions: [RateDecision] = []
    for _ in 0..<20 { decisions.append(await limiter.take(client: "ada")) }
    #expect(decisions.count(where: isAllowed) == 5)
  }
}
