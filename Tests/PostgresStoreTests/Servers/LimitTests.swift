import Corpus
import Foundation
import PostgresStore
import Testing

@Suite(.ownServer) struct LimitTests {
  private static func url(_ url: String, as role: String) -> String { url.replacing("quern@", with: "\(role)@") }

  @Test func `a server without free connections is waited for, then a failure of the server`() async throws {
    try await OwnServer.run(["-c", "max_connections=7", "-c", "superuser_reserved_connections=4"]) { _, url in
      try await TestServer.withPool(at: url) { admin in
        try await admin.session { try $0.script("CREATE ROLE worker LOGIN") }
        let crowd = try PostgresPool(url: Self.url(url, as: "worker"))
        var settings = PostgresSettings()
        settings.patience = .milliseconds(300)
        let late = try PostgresPool(url: Self.url(url, as: "worker"), settings: settings)
        let patient = try PostgresPool(url: Self.url(url, as: "worker"))
        let holders = (0..<2).map { _ in Task { try await crowd.session { try $0.execute("SELECT pg_sleep(600)") } } }
        try await admin.until("SELECT count(*) = 2 FROM pg_stat_activity WHERE usename = 'worker'")
        let failure = await #expect(throws: Failure.self) { _ = try await late.number("SELECT 1") }
        #expect(failure?.code == "store.connections")
        #expect(failure?.verdict == .stop(.dependency))
        let waiting = Task { try await patient.number("SELECT 1") }
        for holder in holders { holder.cancel() }
        #expect(try await waiting.value == 1)
      }
    }
  }

  @Test func `a role that may only read is told to use another`() async throws {
    try await OwnServer.run { _, url in
      try await TestServer.withPool(at: url) { admin in
        let schema = admin.settings.schema
        try await Migrations([Migration(1, "one", "CREATE TABLE a (n int8 GENERATED ALWAYS AS IDENTITY, m int8)")])
          .apply(to: admin)
        for _ in 0..<2 {
          try await Migrations.all.prepare(reader: "searcher", writer: "grinder", on: admin)
        }
        let writer = try PostgresPool(url: Self.url(url, as: "grinder"), settings: admin.settings)
        let reader = try PostgresPool(url: Self.url(url, as: "searcher"), settings: admin.settings)
        try await writer.write { db in
          try db.execute("INSERT INTO a (m) VALUES (5)")
          try db.script("CREATE TABLE later (n int8); INSERT INTO later VALUES (6)")
        }
        #expect(try await reader.number("SELECT m FROM a") == 5)
        #expect(try await reader.number("SELECT n FROM later") == 6)
        for sql in ["INSERT INTO a (m) VALUES (1)", "DELETE FROM later", "CREATE TABLE mine ()"] {
          let failure = await #expect(throws: Failure.self) { _ = try await reader.write { try $0.execute(sql) } }
          #expect(failure?.code == "store.readOnly")
          #expect(failure?.verdict == .stop(.configuration))
        }
        // Whoever migrates, the writer owns the result.
        try await Migrations([Migration(1, "one", ""), Migration(2, "two", "CREATE TABLE b ()")]).apply(to: admin)
        let owner = try await admin.read { db -> String? in
          try db.value("SELECT tableowner FROM pg_tables WHERE tablename = 'b' AND schemaname = $1", [schema])
        }
        #expect(owner == "grinder")
        let failure = await #expect(throws: Failure.self) {
          try await Migrations.all.prepare(reader: "another", writer: "grinder", on: writer)
        }
        #expect(failure?.code == "store.roles")
      }
    }
  }

  @Test func `an administrator who is no superuser can make the roles`() async throws {
    try await OwnServer.run { _, url in
      try await TestServer.withPool(at: url) { root in
        try await root.session {
          try $0.script("CREATE ROLE admin LOGIN CREATEROLE; GRANT CREATE ON DATABASE postgres TO admin")
        }
        let admin = try PostgresPool(url: Self.url(url, as: "admin"))
        try await Migrations([
          Migration(1, "one", "CREATE TABLE a (n serial); CREATE FUNCTION f() RETURNS int RETURN 1")
        ])
        .apply(to: admin)
        try await Migrations.all.prepare(reader: "searcher", writer: "grinder", on: admin)
        let writer = try PostgresPool(url: Self.url(url, as: "grinder"))
        try await writer.write { try $0.script("INSERT INTO a DEFAULT VALUES; DROP TABLE a; DROP FUNCTION f()") }
      }
    }
  }

  @Test(.enabled(if: geteuid() == 0, "a full disk needs a small one, which only root can mount"))
  func `a full disk is a failure of the server, and nothing is lost`() async throws {
    try await OwnServer.run { server, url in
      let disk = server.folder + "/disk"
      try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
      guard Self.run("/bin/mount", "-t", "tmpfs", "-o", "size=8m,mode=777", "tmpfs", disk) else { return }
      defer { _ = Self.run("/bin/umount", "-l", disk) }
      try FileManager.default.createDirectory(atPath: disk + "/space", withIntermediateDirectories: true)
      #expect(Self.run("/bin/chown", "nobody", disk + "/space"))
      try await TestServer.withPool(at: url) { pool in
        try await pool.session { try $0.script("CREATE TABLESPACE small LOCATION '\(disk)/space'") }
        try await pool.session { try $0.script("CREATE TABLE t (n int8, b bytea STORAGE PLAIN) TABLESPACE small") }
        let insert = "INSERT INTO t SELECT n, convert_to(repeat('x', 4000), 'UTF8') FROM generate_series(1, $1) n"
        _ = try await pool.write { try $0.execute(insert, [500]) }
        let failure = await #expect(throws: Failure.self) {
          _ = try await pool.write { try $0.execute(insert, [5000]) }
        }
        #expect(failure?.code == "store.diskFull")
        #expect(failure?.verdict == .stop(.dependency))
        #expect(try await pool.number("SELECT count(*) FROM t") == 500)
      }
    }
  }

  private static func run(_ program: String, _ arguments: String...) -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}
