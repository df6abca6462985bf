import Corpus
import Fixtures
import Foundation
import Guarding
import Testing

/// Whatever is the matter with Redis, the right answer comes.
@Suite(.enabled(if: RedisServer.path != nil, "redis-server is not installed"))
struct RedisCacheTests {
  private let log = RecordedLog()
  private let metrics = RecordedMetrics()

  /// - Parameter patience: the machine that runs tests may be busy; where slowness is not the subject, it is no fault.
  private func client(_ url: String, patience: Duration = .seconds(120)) throws -> RedisClient {
    RedisClient(
      try RedisAddress(url), connections: 1, timeouts: RedisTimeouts(connect: patience, command: patience),
      log: log.logger, metrics: metrics)
  }

  private func cache(_ redis: RedisClient) -> LayeredCache<Note> {
    LayeredCache(name: "answer", counters: "answers", redis: redis, metrics: metrics)
  }

  private func key(_ number: Int) -> CacheKey { CacheKey(["number": String(number)]) }
  private func place(_ number: Int) -> String { "quern:answer:\(key(number).digest.hex)" }

  /// Asks for one thing after the other, none of which memory knows, until Redis is used, or is no more.
  private func ask(_ redis: RedisClient, until isUp: Bool) async throws {
    let cache = cache(redis)
    var number = 1_000_000
    try await until("up: \(isUp); log: \(log.lines)") {
      number += 1
      let note = Note("\(number)")
      let found = try await cache.value(for: key(number)) { note }
      #expect(found == note)
      return redis.isUp == isUp
    }
  }

  private func seen(_ server: RedisServer, _ number: Int, password: String? = nil) async throws {
    try await until { try await server.cli("EXISTS", place(number), password: password) == "1" }
  }

  @Test func `what one server computed, another finds, until it is flushed`() async throws {
    let server = try await RedisServer()
    let redis = try client(server.url)
    try await ask(redis, until: true)
    _ = try await cache(redis).value(for: key(1)) { Note("first") }
    try await seen(server, 1)
    #expect((3_000_000...3_600_000).contains(Int(try await server.cli("PTTL", place(1))) ?? 0))
    #expect(try await cache(redis).value(for: key(1)) { Note("second") } == Note("first"))
    #expect(metrics["answers_hits_total{layer=redis}"] == 1)
    #expect(metrics["rag_redis_up"] == 1)
    try await server.cli("FLUSHALL")
    #expect(try await cache(redis).value(for: key(1)) { Note("third") } == Note("third"))
    #expect(log.lines == ["notice: \(try server.address): in use"])
  }

  @Test func `a database of its own is kept to`() async throws {
    let server = try await RedisServer()
    let redis = try client(server.url + "?db=5")
    try await ask(redis, until: true)
    _ = try await cache(redis).value(for: key(1)) { Note("first") }
    try await until { try await server.cli("-n", "5", "EXISTS", place(1)) == "1" }
    #expect(try await server.cli("EXISTS", place(1)) == "0")
  }

  @Test func `bytes that are torn, foreign, too long or of another type are a miss`() async throws {
    let server = try await RedisServer()
    let redis = try client(server.url)
    try await ask(redis, until: true)
    _ = try await cache(redis).value(for: key(1)) { Note("good") }
    try await seen(server, 1)
    try await server.cli("COPY", place(1), place(2))
    try await server.cli("SETRANGE", place(1), "26", "x")
    try await server.cli("SET", place(3), "somebody else's")
    try await server.cli("SETRANGE", place(4), "50000000", "x")
    try await server.cli("RPUSH", place(5), "a list")
    try await server.cli("SET", place(6), "")
    for number in 1...6 {
      #expect(try await cache(redis).value(for: key(number)) { Note("new") } == Note("new"), "\(number)")
    }
    #expect(metrics["answers_hits_total{layer=redis}"] == 0)
    #expect(redis.isUp)
  }

  @Test func `stopped in its tracks, it is left alone, and used again when it moves`() async throws {
    let server = try await RedisServer()
    let address = try server.address
    let redis = try client(server.url, patience: .milliseconds(50))
    try await ask(redis, until: true)
    server.kill(SIGSTOP)
    try await ask(redis, until: false)
    #expect(metrics["rag_redis_up"] == 0)
    #expect(metrics["rag_redis_failures_total{reason=slow}"] >= 3)
    for number in 0..<2_000 { #expect(try await cache(redis).value(for: key(number)) { Note("n") } == Note("n")) }
    server.kill(SIGCONT)
    try await ask(redis, until: true)
    // A busy machine may be slow more than once; every line tells of a change.
    let slow = log.lines.map { $0.hasPrefix("warning: \(address): does not answer in time") }
    #expect(slow == slow.indices.map { !$0.isMultiple(of: 2) } && slow.count >= 3)
    #expect(log.lines.last == "notice: \(address): in use")
  }

  @Test func `killed and started again, it is used again`() async throws {
    let server = try await RedisServer()
    let redis = try client(server.url)
    try await ask(redis, until: true)
    server.kill(SIGKILL)
    try await ask(redis, until: false)
    try await server.start()
    try await ask(redis, until: true)
    #expect(log.lines.count == 3)
    #expect(log.lines[1].contains("cannot be reached"))
  }

  @Test func `restarted between two questions, it costs a miss and no more`() async throws {
    let server = try await RedisServer()
    let redis = try client(server.url)
    try await ask(redis, until: true)
    server.kill(SIGKILL)
    try await server.start()
    let cache = cache(redis)
    var number = 0
    try await until {
      number += 1
      let note = Note("\(number)")
      let found = try await cache.value(for: key(number)) { note }
      #expect(found == note)
      return try await server.cli("EXISTS", place(number)) == "1"
    }
    #expect(!log.lines.contains { $0.hasPrefix("warning") })
  }

  @Test func `asleep over something else, it is left alone`() async throws {
    let server = try await RedisServer("--enable-debug-command", "yes")
    let redis = try client(server.url, patience: .milliseconds(50))
    try await ask(redis, until: true)
    let nap = Task { while redis.isUp { try await server.cli("DEBUG", "SLEEP", "2") } }
    try await ask(redis, until: false)
    _ = try await nap.value
    try await ask(redis, until: true)
  }

  @Test(arguments: ["", ":nottopsecret@", "nobody:topsecret@"])
  func `without the right password it is left alone, and the password is told to nobody`(account: String) async throws {
    let server = try await RedisServer("--requirepass", "topsecret")
    let redis = try client(server.url.replacing("unix://", with: "unix://\(account)"))
    try await until {
      let found = try await cache(redis).value(for: key(1)) { Note("n") }
      #expect(found == Note("n"))
      return !log.lines.isEmpty
    }
    #expect(log.lines.count == 1)
    #expect(log.lines[0].contains("password") && !log.lines[0].contains("topsecret"))
    #expect(!redis.isUp)
  }

  @Test(arguments: [":topsecret", "default:topsecret", "quern:other%20secret"])
  func `the right password opens, with and without a user`(account: String) async throws {
    let server = try await RedisServer("--requirepass", "topsecret")
    try await server.cli("ACL", "SETUSER", "quern", "on", ">other secret", "~quern:*", "+@all", password: "topsecret")
    let redis = try client(server.url.replacing("unix://", with: "unix://\(account)@"))
    try await ask(redis, until: true)
    _ = try await cache(redis).value(for: key(1)) { Note("first") }
    try await seen(server, 1, password: "topsecret")
  }

  @Test func `out of memory, it is still read, and people hear of it once`() async throws {
    let server = try await RedisServer()
    let redis = try client(server.url)
    try await ask(redis, until: true)
    _ = try await cache(redis).value(for: key(1)) { Note("kept") }
    try await seen(server, 1)
    try await server.cli("CONFIG", "SET", "maxmemory", "1")
    try await until {
      _ = try await cache(redis).value(for: CacheKey(["x": UUID().uuidString])) { Note("n") }
      return log.lines.count > 1
    }
    #expect(log.lines.last?.contains("no memory left for writing") == true)
    #expect(try await cache(redis).value(for: key(1)) { Note("new") } == Note("kept"))
    #expect(redis.isUp)
    try await server.cli("CONFIG", "SET", "maxmemory", "0")
    try await until {
      _ = try await cache(redis).value(for: CacheKey(["x": UUID().uuidString])) { Note("n") }
      return log.lines.count > 2
    }
    #expect(log.lines.last?.contains("takes writes again") == true)
    #expect(log.lines.count == 3)
  }

  @Test func `many at once share the connections`() async throws {
    let server = try await RedisServer()
    let redis = RedisClient(
      try server.address, timeouts: RedisTimeouts(connect: .seconds(120), command: .seconds(120)), log: log.logger,
      metrics: metrics)
    try await ask(redis, until: true)
    let (first, second) = (cache(redis), cache(redis))
    for cache in [first, second] {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<2_000 {
          group.addTask {
            let note = Note("answer \(number)")
            let found = try await cache.value(for: key(number)) { note }
            #expect(found == note)
          }
        }
        try await group.waitForAll()
      }
      try await seen(server, 1_999)
    }
    #expect(metrics["answers_hits_total{layer=redis}"] == 2_000)
  }
}
