import Corpus
import PostgresStore
import Synchronization
import Testing

@Suite(.ownServer) struct RestartTests {
  @Test func `a restart between transactions is not noticed`() async throws {
    try await OwnServer.run { server, url in
      try await TestServer.withPool(at: url) { pool in
        try await pool.session { try $0.script("CREATE TABLE t (a int8)") }
        _ = try await pool.write { try $0.execute("INSERT INTO t VALUES (1)") }
        try server.restart()
        _ = try await pool.write { try $0.execute("INSERT INTO t VALUES (2)") }
        #expect(try await pool.number("SELECT count(*) FROM t") == 2)
      }
    }
  }

  @Test func `a restart inside a transaction has it run again, once`() async throws {
    try await OwnServer.run { server, url in
      try await TestServer.withPool(at: url) { pool in
        try await pool.session { try $0.script("CREATE TABLE t (a int8)") }
        let runs = Runs()
        try await pool.write { db in
          try db.execute("INSERT INTO t VALUES (1)")
          if runs.begin() == 1 { try server.restart() }
          try db.execute("INSERT INTO t VALUES (2)")
        }
        #expect(runs.count == 2)
        let rows = try await pool.read { try $0.rows("SELECT a FROM t ORDER BY a").map { try $0[0] as Int } }
        #expect(rows == [1, 2])
      }
    }
  }

  @Test func `a restart inside a COPY has it run again, once`() async throws {
    try await OwnServer.run { server, url in
      try await TestServer.withPool(at: url) { pool in
        try await pool.session { try $0.script("CREATE TABLE t (a int8)") }
        let runs = Runs()
        _ = try await pool.write { db in
          let first = runs.begin() == 1
          try db.copy(into: "t", ["a"]) { rows in
            for a in 0..<50_000 {
              try rows.append(a)
              if first, a == 20_000 { try server.restart() }
            }
          }
        }
        #expect(runs.count == 2)
        #expect(try await pool.number("SELECT count(*) FROM t") == 50_000)
      }
    }
  }

  @Test func `writers outlive three restarts and lose nothing`() async throws {
    try await OwnServer.run { server, url in
      try await TestServer.withPool(at: url) { pool in
        try await pool.session { try $0.script("CREATE TABLE t (worker int8, n int8, PRIMARY KEY (worker, n))") }
        try await withThrowingTaskGroup(of: Void.self) { group in
          for worker in 0..<6 {
            group.addTask {
              for n in 0..<300 {
                _ = try await pool.write {
                  try $0.execute("INSERT INTO t VALUES ($1, $2) ON CONFLICT DO NOTHING", [worker, n])
                }
              }
            }
          }
          for round in 1...3 {
            try await pool.until("SELECT count(*) > \(round * 200) FROM t")
            try server.restart()
          }
          try await group.waitForAll()
        }
        #expect(try await pool.number("SELECT count(*) FROM t") == 1800)
      }
    }
  }

  @Test func `a server that stays away is a failure of the server, and its return is noticed`() async throws {
    try await OwnServer.run { server, url in
      var settings = PostgresSettings()
      settings.patience = .seconds(1)
      try await TestServer.withPool(at: url, settings) { pool in
        try server.stop()
        let failure = await #expect(throws: Failure.self) { _ = try await pool.number("SELECT 1") }
        #expect(failure?.code == "store.unreachable")
        #expect(failure?.verdict == .stop(.dependency))
        try server.start()
        #expect(try await pool.number("SELECT 1") == 1)
      }
    }
  }

  @Test func `a session that an administrator ends is made again`() async throws {
    try await TestServer.withPool { pool in
      let runs = Runs()
      let value = try await pool.write { db -> Int? in
        if runs.begin() == 1 { try db.execute("SELECT pg_terminate_backend(pg_backend_pid())") }
        return try db.value("SELECT 7")
      }
      #expect(value == 7)
      #expect(runs.count == 2)
    }
  }
}

/// How often a body ran.
final class Runs: Sendable {
  private let runs = Atomic(0)
  var count: Int { runs.load(ordering: .relaxed) }
  func begin() -> Int { runs.add(1, ordering: .relaxed).newValue }
}
