import Corpus
import PostgresStore
import Testing

@Suite(.postgres) struct StatementTests {
  @Test func `more statements than a session keeps can be run, and run again`() async throws {
    try await TestServer.withPool { pool in
      let kept = try await pool.write { db -> Int? in
        for _ in 0..<2 {
          for number in 0..<(Database.maxStatements + 50) {
            let value: Int? = try db.value("SELECT \(number) + $1::int4", [1])
            guard value == number + 1 else { return nil }
          }
        }
        return try db.value("SELECT count(*) FROM pg_prepared_statements")
      }
      #expect(try #require(kept) <= Database.maxStatements)
    }
  }

  @Test func `a statement is prepared once`() async throws {
    try await TestServer.withPool { pool in
      let prepared = try await pool.read { db -> Int? in
        for number in 0..<10 { try db.execute("SELECT $1::int8", [number]) }
        return try db.value("SELECT count(*) FROM pg_prepared_statements WHERE statement = 'SELECT $1::int8'")
      }
      #expect(prepared == 1)
    }
  }

  @Test func `a table altered under a prepared statement costs a retry, not an error`() async throws {
    try await TestServer.withPool { pool in
      try await pool.session { try $0.script("CREATE TABLE t (a int8); INSERT INTO t VALUES (1)") }
      let before = try await pool.read { try $0.row("SELECT * FROM t")?["a"] as Int64? }
      try await pool.session { try $0.script("ALTER TABLE t ALTER a TYPE text") }
      let after = try await pool.read { try $0.row("SELECT * FROM t")?["a"] as String? }
      #expect(before == 1)
      #expect(after == "1")
    }
  }

  @Test func `rows written are counted`() async throws {
    try await TestServer.withPool { pool in
      try await pool.session { try $0.script("CREATE TABLE t (a int8)") }
      let counts = try await pool.write { db in
        [
          try db.execute("INSERT INTO t SELECT generate_series(1, $1)", [7]),
          try db.execute("UPDATE t SET a = 0 WHERE a > $1", [5]), try db.execute("DELETE FROM t WHERE a = 99"),
        ]
      }
      #expect(counts == [7, 2, 0])
    }
  }

  @Test func `a pipeline runs a statement for every row, and all or nothing`() async throws {
    try await TestServer.withPool { pool in
      try await pool.session { try $0.script("CREATE TABLE t (a int8 PRIMARY KEY, b text)") }
      let rows = (0..<5000).map { [$0, String(repeating: "x", count: $0)] as [(any PostgresValue)?] }
      let written = try await pool.write { try $0.pipeline("INSERT INTO t VALUES ($1, $2)", rows) }
      #expect(written == 5000)
      let failure = await #expect(throws: Failure.self) {
        try await pool.write {
          try $0.pipeline("INSERT INTO t VALUES ($1, $2)", [[9000, "new"], [17, "again"], [9001, nil]])
        }
      }
      #expect(failure?.description.contains("23505") == true)
      #expect(try await pool.number("SELECT count(*) FROM t") == 5000)
      #expect(try await pool.number("SELECT sum(length(b))::int8 FROM t") == 4999 * 2500)
    }
  }

  @Test func `rows can be had one by one, and left early`() async throws {
    try await TestServer.withPool { pool in
      let sum = try await pool.read { db -> Int in
        var sum = 0
        try db.forEachRow("SELECT g FROM generate_series(1, $1::int8) g", [100_000]) { sum += try $0["g"] }
        return sum
      }
      #expect(sum == 5_000_050_000)
      struct Enough: Error {}
      await #expect(throws: Enough.self) {
        try await pool.read { db in
          try db.forEachRow("SELECT generate_series(1, 1000000000)") { if try $0[0] as Int == 5 { throw Enough() } }
        }
      }
      #expect(try await pool.number("SELECT 1") == 1)
    }
  }
}
