import Corpus
import Dispatch
import Fixtures
import Glibc
import PostgresStore
import Synchronization
import Testing

@Suite(.postgres) struct PoolTests {
  /// What bodies on several threads saw.
  final class Witness: Sendable {
    let served = Mutex<[Int]>([])
    let now = Atomic(0)
    let most = Atomic(0)
  }

  @Test func `there are never more connections than allowed`() async throws {
    var settings = PostgresSettings()
    settings.maxConnections = 3
    try await TestServer.withPool(settings) { pool in
      let witness = Witness()
      try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<60 {
          group.addTask {
            try await pool.read { db in
              witness.most.max(witness.now.add(1, ordering: .relaxed).newValue, ordering: .relaxed)
              defer { witness.now.subtract(1, ordering: .relaxed) }
              // The first wait for each other: connecting may take longer than all the rest.
              for _ in 0..<300_000 where witness.most.load(ordering: .relaxed) < 3 { usleep(1000) }
              return try db.value("SELECT pg_backend_pid() FROM pg_sleep(0.005)") ?? 0
            }
          }
        }
        let backends = try await group.reduce(into: Set<Int>()) { $0.insert($1) }
        #expect(backends.count <= 3)
      }
      #expect(witness.most.load(ordering: .relaxed) == 3)
    }
  }

  @Test func `who comes first is served first`() async throws {
    try await withOneConnectionTaken { pool, release in
      let witness = Witness()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<10 {
          group.addTask { try await pool.read { _ in witness.served.withLock { $0.append(number) } } }
          try await until { await pool.inLine > number }
        }
        release.signal()
        try await group.waitForAll()
      }
      #expect(witness.served.withLock { $0 } == Array(0..<10))
    }
  }

  @Test func `who is cancelled while waiting leaves the line`() async throws {
    try await withOneConnectionTaken { pool, release in
      let waiting = Task { try await pool.read { _ in true } }
      try await until { await pool.inLine > 0 }
      waiting.cancel()
      await #expect(throws: CancellationError.self) { try await waiting.value }
      #expect(await pool.inLine == 0)
      let next = Task { try await pool.read { _ in true } }
      release.signal()
      let served = try await next.value
      #expect(served)
    }
  }

  /// Runs a body with a pool of one connection, which is taken until the semaphore is signalled. It stays open: who has to
  /// open one may be refused while others have many, and comes later then.
  private func withOneConnectionTaken(_ body: (PostgresPool, DispatchSemaphore) async throws -> Void) async throws {
    var settings = PostgresSettings()
    settings.maxConnections = 1
    try await TestServer.withPool(settings) { pool in
      let witness = Witness(), release = DispatchSemaphore(value: 0)
      let holder = Task {
        try await pool.read { _ in
          witness.now.add(1, ordering: .relaxed)
          release.wait()
        }
      }
      // Whatever happens: a semaphore that was signalled twice is as good.
      defer { release.signal() }
      try await until { witness.now.load(ordering: .relaxed) > 0 }
      try await body(pool, release)
      try await holder.value
    }
  }

  @Test func `a body without statements asks nothing of the server`() async throws {
    try await TestServer.withPool { pool in
      try await TestServer.withPool { observer in
        let session = try await pool.number("SELECT pg_backend_pid()")
        func lastAsked() async throws -> String? {
          try await observer.read {
            try $0.value("SELECT query_start::text FROM pg_stat_activity WHERE pid = $1", [session])
          }
        }
        let before = try await lastAsked()
        #expect(try await pool.write { _ in 5 } == 5)
        #expect(try await lastAsked() == before && before != nil)
      }
    }
  }

  @Test func `sessions say who they are`() async throws {
    try await TestServer.withPool { pool in
      let settings = try await pool.read { db in
        try ["application_name", "search_path", "client_encoding", "synchronous_commit", "transaction_isolation"].map {
          try db.value("SELECT current_setting($1)", [$0]) as String?
        }
      }
      #expect(settings[0] == "quern")
      #expect(settings[1]?.hasPrefix("\"\(pool.settings.schema)\"") == true)
      #expect(settings[2...] == ["UTF8", "on", "repeatable read"])
    }
  }
}
