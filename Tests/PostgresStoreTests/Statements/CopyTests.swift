import Corpus
import PostgresStore
import Testing

@Suite(.postgres) struct CopyTests {
  private static let table = "CREATE TABLE vector (id int8, document int4, digest bytea, bytes bytea, note text)"

  @Test func `a hundred thousand rows arrive as they were`() async throws {
    try await TestServer.withPool { pool in
      try await pool.session { try $0.script(Self.table) }
      let bytes = [UInt8](repeating: 7, count: 1536)
      let written = try await pool.write { db in
        try db.copy(into: "vector", ["id", "document", "digest", "bytes", "note"]) { rows in
          for id in 0..<100_000 {
            try rows.append(id, id / 10, Digest(of: "\(id)"), bytes, id.isMultiple(of: 2) ? "even" : nil)
          }
        }
      }
      #expect(written == 100_000)
      try await pool.read { db in
        let row = try #require(try db.row("SELECT *, count(*) OVER () AS n FROM vector ORDER BY id DESC LIMIT 1"))
        #expect(try row["n"] == 100_000)
        #expect(try row["document"] == 9999)
        #expect(try row["digest"] == Digest(of: "99999"))
        #expect(try row["bytes"] == bytes)
        #expect(try row["note"] == nil as String?)
      }
    }
  }

  @Test func `a writer that gives up leaves nothing, and the connection goes on`() async throws {
    struct GivingUp: Error {}
    try await TestServer.withPool { pool in
      try await pool.session { try $0.script(Self.table) }
      await #expect(throws: GivingUp.self) {
        try await pool.write { db in
          try db.copy(into: "vector", ["id", "bytes"]) { rows in
            for id in 0..<50_000 {
              try rows.append(id, [UInt8](repeating: 1, count: 100))
              if id == 30_000 { throw GivingUp() }
            }
          }
        }
      }
      #expect(try await pool.number("SELECT count(*) FROM vector") == 0)
    }
  }

  @Test func `rows that the server refuses leave nothing, and the connection goes on`() async throws {
    try await TestServer.withPool { pool in
      try await pool.session { try $0.script("CREATE TABLE t (id int8 CHECK (id <> 70000), bytes bytea)") }
      let failure = await #expect(throws: Failure.self) {
        try await pool.write { db in
          try db.copy(into: "t", ["id", "bytes"]) { rows in
            for id in 0..<100_000 { try rows.append(id, [UInt8](repeating: 1, count: 100)) }
          }
        }
      }
      #expect(failure?.description.contains("23514") == true)
      #expect(try await pool.number("SELECT count(*) FROM t") == 0)
    }
  }

  @Test func `a COPY follows other statements of its transaction`() async throws {
    try await TestServer.withPool { pool in
      try await pool.session { try $0.script("CREATE TABLE t (id int8)") }
      try await pool.write { db in
        try db.execute("INSERT INTO t VALUES (1)")
        try db.copy(into: "t", ["id"]) { rows in
          try rows.append(2)
          try rows.append(3)
        }
        try db.execute("INSERT INTO t VALUES (4)")
      }
      #expect(
        try await pool.read { try $0.rows("SELECT id FROM t ORDER BY id").map { try $0[0] as Int } } == [1, 2, 3, 4])
      // The second COPY's BEGIN and COPY go out together.
      _ = try await pool.write { db in try db.copy(into: "t", ["id"]) { try $0.append(5) } }
      #expect(try await pool.number("SELECT count(*) FROM t") == 5)
    }
  }

  @Test func `a COPY of no rows is none`() async throws {
    try await TestServer.withPool { pool in
      try await pool.session { try $0.script("CREATE TABLE t (id int8)") }
      #expect(try await pool.write { try $0.copy(into: "t", ["id"]) { _ in } } == 0)
    }
  }
}
