import Corpus
import PostgresStore
import Testing

@Suite(.postgres) struct TransactionTests {
  struct Broken: Error {}

  @Test func `a body that throws leaves nothing`() async throws {
    try await TestServer.withPool { pool in
      try await pool.session { try $0.script("CREATE TABLE t (a int8)") }
      await #expect(throws: Broken.self) {
        try await pool.write { db in
          try db.execute("INSERT INTO t VALUES (1)")
          throw Broken()
        }
      }
      #expect(try await pool.number("SELECT count(*) FROM t") == 0)
    }
  }

  @Test func `an error that the body keeps to itself still fails the transaction`() async throws {
    try await TestServer.withPool { pool in
      try await pool.session { try $0.script("CREATE TABLE t (a int8 PRIMARY KEY)") }
      let failure = await #expect(throws: Failure.self) {
        try await pool.write { db in
          try db.execute("INSERT INTO t VALUES (1)")
          _ = try? db.execute("INSERT INTO t VALUES (1)")
        }
      }
      #expect(failure?.description.contains("23505") == true)
      #expect(try await pool.number("SELECT count(*) FROM t") == 0)
    }
  }

  @Test func `a reader sees one snapshot and may not write`() async throws {
    try await TestServer.withPool { pool in
      try await pool.session { try $0.script("CREATE TABLE t (a int8)") }
      let failure = await #expect(throws: Failure.self) {
        _ = try await pool.read { try $0.execute("INSERT INTO t VALUES (1)") }
      }
      #expect(failure?.code == "store.readOnly")
      #expect(failure?.verdict == .stop(.configuration))
    }
  }

  @Test func `a transaction that collides is run again`() async throws {
    try await TestServer.withPool { pool in
      try await pool.session { try $0.script("CREATE TABLE t (a int8, n int8); INSERT INTO t VALUES (1, 0), (2, 0)") }
      // Two that lock the same rows in opposite order: the server ends one of them, after deadlock_timeout.
      try await withThrowingTaskGroup(of: Void.self) { group in
        for order in [[1, 2], [2, 1]] {
          group.addTask {
            try await pool.write { db in
              for a in order {
                try db.execute("UPDATE t SET n = n + 1 WHERE a = $1", [a])
                try db.execute("SELECT pg_sleep(0.2)")
              }
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(try await pool.read { try $0.rows("SELECT n FROM t").map { try $0[0] as Int } } == [2, 2])
    }
  }

  @Test func `a session's locks and settings do not reach the next user`() async throws {
    var settings = PostgresSettings()
    settings.maxConnections = 1
    try await TestServer.withPool(settings) { pool in
      try await pool.session { db in
        try db.execute("SELECT pg_advisory_lock(hashtext(current_schema()))")
        try db.script("SET work_mem = '1MB'")
      }
      let held = try await pool.read { db -> Int? in
        try db.value("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()")
      }
      #expect(held == 0)
      #expect(try await pool.read { try $0.value("SHOW statement_timeout") as String? } == "5min")
    }
  }

  @Test func `a session may go on after an error`() async throws {
    try await TestServer.withPool { pool in
      let value = try await pool.session { db -> Int? in
        _ = try? db.execute("SELECT 1 / 0")
        return try db.value("SELECT 2")
      }
      #expect(value == 2)
    }
  }

  @Test func `a statement that takes too long is a failure of the server`() async throws {
    var settings = PostgresSettings()
    // Enough for what comes after, however busy the machine is.
    settings.statementTimeout = .seconds(5)
    try await TestServer.withPool(settings) { pool in
      let failure = await #expect(throws: Failure.self) {
        _ = try await pool.read { try $0.execute("SELECT pg_sleep(600)") }
      }
      #expect(failure?.code == "store.timeout")
      #expect(failure?.verdict == .stop(.dependency))
      let value = try await pool.number("SELECT 1")
      #expect(value == 1)
    }
  }

  @Test func `a lock that somebody keeps is not waited for for ever`() async throws {
    var settings = PostgresSettings()
    settings.lockTimeout = .milliseconds(100)
    try await TestServer.withPool(settings) { pool in
      try await pool.session { try $0.script("CREATE TABLE t (a int8)") }
      let holder = Task {
        try await pool.write { db in
          try db.script("LOCK TABLE t")
          try db.execute("SELECT pg_sleep(600)")
        }
      }
      try await pool.until("SELECT count(*) = 1 FROM pg_locks WHERE relation = 't'::regclass")
      let failure = await #expect(throws: Failure.self) {
        try await pool.write { try $0.script("LOCK TABLE t") }
      }
      #expect(failure?.code == "store.locked")
      holder.cancel()
      _ = await holder.result
    }
  }

  @Test func `cancelling the task cancels the statement`() async throws {
    try await TestServer.withPool { pool in
      let task = Task { try await pool.read { try $0.execute("SELECT pg_sleep(600) AS cancelled_sleep") } }
      try await pool.untilAtWork(on: "cancelled_sleep")
      task.cancel()
      await #expect(throws: CancellationError.self) { _ = try await task.value }
      #expect(try await pool.number("SELECT 1") == 1)
    }
  }

  @Test func `cancelling the task cancels a COPY, which leaves nothing`() async throws {
    try await TestServer.withPool { pool in
      try await pool.session { try $0.script("CREATE TABLE cancelled_copy (a int8)") }
      let task = Task {
        try await pool.write { db in
          try db.copy(into: "cancelled_copy", ["a"]) { rows in while true { try rows.append(1) } }
        }
      }
      try await pool.untilAtWork(on: "cancelled_copy")
      task.cancel()
      await #expect(throws: CancellationError.self) { _ = try await task.value }
      #expect(try await pool.number("SELECT count(*) FROM cancelled_copy") == 0)
    }
  }

  @Test func `a schema without tables is one to migrate`() async throws {
    try await TestServer.withPool { pool in
      let failure = await #expect(throws: Failure.self) {
        _ = try await pool.read { try $0.execute("SELECT * FROM chunk") }
      }
      #expect(failure?.code == "store.notMigrated")
    }
  }

  @Test func `a failure holds no values`() async throws {
    try await TestServer.withPool { pool in
      try await pool.session { try $0.script("CREATE TABLE t (a text UNIQUE)") }
      for sql in ["INSERT INTO t VALUES ($1), ($1)", "SELECT $1::text::int8"] {
        let failure = await #expect(throws: Failure.self) {
          _ = try await pool.write { try $0.execute(sql, ["confidential"]) }
        }
        #expect(failure?.description.contains("confidential") == false)
        #expect(failure?.verdict == .stop(.unexpected))
      }
    }
  }
}
