import Corpus
import PostgresStore
import Testing

@Suite(.postgres) struct MigrationTests {
  private static let one = Migration(1, "one", "CREATE TABLE a (n int8); INSERT INTO a SELECT 1 FROM pg_sleep(0.2)")
  private static let two = Migration(2, "two", "ALTER TABLE a ADD m int8")
  private static let broken = Migration(2, "broken", "CREATE TABLE b (n int8); SELECT 1 / 0")

  @Test func `every migration is applied once, in order`() async throws {
    try await TestServer.withPool { pool in
      #expect(try await Migrations([Self.one]).apply(to: pool).map(\.number) == [1])
      #expect(try await Migrations([Self.one, Self.two]).apply(to: pool).map(\.number) == [2])
      #expect(try await Migrations([Self.one, Self.two]).apply(to: pool).isEmpty)
      let names = try await pool.read { db in
        try db.rows("SELECT name FROM schema_version WHERE applied_at <= now() ORDER BY number").map {
          try $0[0] as String
        }
      }
      #expect(names == ["one", "two"])
    }
  }

  @Test func `of several at once one migrates and the others wait`() async throws {
    try await TestServer.withPool { pool in
      let migrations = Migrations([Self.one, Self.two])
      let applied = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<4 { group.addTask { try await migrations.apply(to: pool).count } }
        return try await group.reduce(into: [Int]()) { $0.append($1) }
      }
      #expect(applied.sorted() == [0, 0, 0, 2])
      let rows = try await pool.number("SELECT count(*) FROM a")
      #expect(rows == 1)
    }
  }

  @Test func `a migration that fails leaves the ones before it`() async throws {
    try await TestServer.withPool { pool in
      await #expect(throws: Failure.self) { try await Migrations([Self.one, Self.broken]).apply(to: pool) }
      let version = try await pool.number("SELECT max(number)::int8 FROM schema_version")
      #expect(version == 1)
      let left = try await pool.number(
        "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'b'")
      #expect(left == 0)
    }
  }

  @Test func `a schema that is newer than the program is left alone`() async throws {
    try await TestServer.withPool { pool in
      try await Migrations([Self.one, Self.two]).apply(to: pool)
      let failure = await #expect(throws: Failure.self) { try await Migrations([Self.one]).apply(to: pool) }
      #expect(failure?.code == "store.newer")
      #expect(failure?.verdict == .stop(.configuration))
      let check = await #expect(throws: Failure.self) {
        try await pool.read { try Migrations([Self.one]).check($0, at: pool.address) }
      }
      #expect(check?.code == "store.newer")
    }
  }

  @Test func `a schema that is older, or not there, is one to migrate`() async throws {
    try await TestServer.withPool { pool in
      let migrations = Migrations([Self.one, Self.two])
      let none = await #expect(throws: Failure.self) {
        try await pool.read { try migrations.check($0, at: pool.address) }
      }
      #expect(none?.code == "store.notMigrated")
      try await Migrations([Self.one]).apply(to: pool)
      let older = await #expect(throws: Failure.self) {
        try await pool.read { try migrations.check($0, at: pool.address) }
      }
      #expect(older?.code == "store.notMigrated")
      try await migrations.apply(to: pool)
      try await pool.read { try migrations.check($0, at: pool.address) }
    }
  }

  @Test func `a schema that does not exist is made`() async throws {
    try await TestServer.withPool { pool in
      try await pool.session { try $0.script("DROP SCHEMA \(pool.settings.schema)") }
      try await Migrations([Self.one]).apply(to: pool)
      let rows = try await pool.number("SELECT n FROM a")
      #expect(rows == 1)
    }
  }
}
