import Foundation
import Glibc
import Testing

/// What a server does when its Redis is in trouble.
@Suite(.serialized, .enabled(if: OwnRedis.isPossible, "needs redis-server"))
struct RedisTroubleTests {
  private static func served(_ redis: OwnRedis, _ place: Workspace) async throws -> Served {
    try place.write(
      ServerFile(more: [
        "cache: { redis: { url: { fromEnv: REDIS } } }", "rateLimit: { perMinute: 1000000, burst: 1000000 }",
      ]))
    var quern = place.quern
    quern.environment["REDIS"] = redis.url
    let served = try await quern.serve("server.yaml")
    try await served.untilReady()
    try await served.until("Redis is in use") { try await served.metric("rag_redis_up") == 1 }
    return served
  }

  @Test func `answers are shared by way of Redis`() async throws {
    let (place, redis) = (try await Workspace.indexed(5), try await OwnRedis())
    let first = try await Self.served(redis, place)
    let second = try await Self.served(redis, place)
    // No answer waits for what is kept of it, and a Redis that takes its time is done without: one question may not do.
    var number = 0
    try await first.until("an answer by way of Redis") {
      number += 1
      let question = "\(Workspace.mark(3)) \(number)"
      let answer = try await first.search(question)
      #expect(answer.status == 200 && !answer.uris.isEmpty)
      #expect(try await second.search(question).uris == answer.uris)
      return try await second.metric(#"rag_answer_cache_hits_total{layer="redis"}"#) ?? 0 > 0
    }
    try await first.end()
    try await second.end()
  }

  @Test func `answers go on while Redis is flushed, stands still, is killed, and comes back`() async throws {
    let (place, redis) = (try await Workspace.indexed(5), try await OwnRedis())
    let served = try await Self.served(redis, place)
    let asking = SteadyAsking(served)
    try await redis.flush()
    for signal in [SIGSTOP, SIGKILL] {
      redis.send(signal)
      try await served.until("Redis is done without") { try await served.metric("rag_redis_up") == 0 }
      #expect(try await served.get("/api/v1/ready").status == 200)
      #expect(try await served.search(Workspace.mark(3)).uris.first == Workspace.uri(3))
      if signal == SIGSTOP { redis.send(SIGCONT) } else { try await redis.start() }
      try await served.until("Redis is in use again") { try await served.metric("rag_redis_up") == 1 }
    }
    #expect(try await served.metric(#"rag_redis_failures_total{reason="slow"}"#) ?? 0 > 0)
    #expect(try await served.metric(#"rag_redis_failures_total{reason="unreachable"}"#) ?? 0 > 0)
    try await asking.end()
    try await served.end()
  }

  @Test func `a Redis that was never there keeps nobody waiting`() async throws {
    let place = try await Workspace.indexed(2)
    try place.write(ServerFile(more: ["cache: { redis: { url: { fromEnv: REDIS } } }"]))
    var quern = place.quern
    quern.environment["REDIS"] = "unix://\(place.path)/nothing.sock"
    let served = try await quern.serve("server.yaml")
    try await served.untilReady()
    #expect(try await served.search(Workspace.mark(1)).uris.first == Workspace.uri(1))
    #expect(try await served.metric("rag_redis_up") == 0)
    try await served.end()
  }
}
