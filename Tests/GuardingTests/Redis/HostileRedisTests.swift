import Fixtures
import Foundation
import Guarding
import Testing

/// Things that sit where Redis should.
@Suite struct HostileRedisTests {
  private let log = RecordedLog()

  private static let slow = "does not answer in time"

  /// Asks until Redis is left alone, and says why it is.
  private func problem(_ url: String, isSlow: Bool = false) async throws -> String {
    // The machine that runs tests may be slow itself.
    let patience = Duration.milliseconds(isSlow ? 50 : 120_000)
    let redis = RedisClient(
      try RedisAddress(url), timeouts: RedisTimeouts(connect: patience, command: patience), log: log.logger,
      metrics: RecordedMetrics())
    let cache = LayeredCache<Note>(name: "answer", counters: "answers", redis: redis, metrics: RecordedMetrics())
    try await until {
      let note = Note(UUID().uuidString)
      let found = try await cache.value(for: CacheKey(["x": note.text])) { note }
      #expect(found == note)
      return log.lines.contains { $0.hasPrefix("warning") }
    }
    #expect(log.lines.count { $0.hasPrefix("warning") } == 1)
    return log.lines.last ?? ""
  }

  private static let hostile: [(CannedServer.Reply, String)] = [
    (.text("-LOADING Redis is loading the dataset in memory\r\n"), "is still loading"),
    (.text("-DENIED Redis is running in protected mode\r\n"), "refuses to serve (DENIED)"),
    (.text("HTTP/1.1 400 Bad Request\r\n\r\n"), "does not speak Redis's protocol"),
    (.text("$-5\r\n*-7\r\n"), "does not speak Redis's protocol"),
    (.text("*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n:1\r\n"), "does not speak Redis's protocol"),
    (.text("$1000000000\r\nx"), slow),
    (.text("+PON"), slow),
    (.drip(Array(("+" + String(repeating: "P", count: 200)).utf8)), slow),
    (.nothing, slow),
    (.hangUp, "cannot be reached"),
  ]

  @Test(arguments: hostile.indices)
  func `what does not answer as Redis does is left alone`(index: Int) async throws {
    let (reply, problem) = Self.hostile[index]
    let server = try CannedServer { _ in reply }
    let line = try await self.problem(server.url, isSlow: problem == Self.slow)
    #expect(line.contains(problem), "\(line)")
    try await until { server.connections > 0 }
  }

  @Test func `what goes wrong only after a good start is left alone all the same`() async throws {
    let server = try CannedServer { $0.contains("PING") ? .text("+PONG\r\n") : .hangUp }
    #expect(try await problem(server.url).contains("cannot be reached"))
  }

  @Test func `what never answers a command, but greets well, is left alone`() async throws {
    let server = try CannedServer { $0.contains("PING") ? .text("+PONG\r\n") : .nothing }
    #expect(try await problem(server.url, isSlow: true).contains(Self.slow))
  }

  @Test(arguments: ["unix:///nowhere/redis.sock", "redis://127.0.0.1:1"])
  func `where there is nothing, nothing is waited for`(url: String) async throws {
    #expect(try await problem(url).contains("cannot be reached"))
  }
}
