import Corpus
import Foundation
import PostgresStore
import Testing

@Suite(.postgres) struct ValueTests {
  private static func roundTrip<T: PostgresValue & Equatable>(
    _ value: T?, as type: String, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    try await TestServer.withPool { pool in
      let back = try await pool.read { db -> T? in
        let row = try #require(try db.row("SELECT $1::\(type) AS value", [value]))
        return try row["value"]
      }
      #expect(back == value, sourceLocation: sourceLocation)
    }
  }

  @Test(arguments: [
    (Int64.max, "int8"), (.min, "int8"), (Int64(Int32.max), "int4"), (Int64(Int32.min), "int4"), (-32768, "int2"),
    (4_294_967_295, "oid"), (0, "int8"),
  ])
  func `an integer comes back from every width`(value: Int64, type: String) async throws {
    try await Self.roundTrip(value, as: type)
  }

  @Test(arguments: [0.0, -0.0, 1.5, .infinity, -.infinity, .greatestFiniteMagnitude, .leastNonzeroMagnitude, .pi])
  func `a floating-point number comes back to the bit`(value: Double) async throws {
    try await Self.roundTrip(value, as: "float8")
  }

  @Test(arguments: ["", "a", "Grüße, 世界 👩‍👩‍👧", "'; DROP TABLE x; --", "\\ \" \u{1} \n", "$1 {}"])
  func `a text comes back as it went`(value: String) async throws {
    for type in ["text", "varchar"] { try await Self.roundTrip(value, as: type) }
  }

  @Test func `JSON comes back`() async throws {
    for type in ["json", "jsonb"] { try await Self.roundTrip("{\"a\": [1, \"ü\"]}", as: type) }
  }

  @Test func `a text of a million bytes comes back`() async throws {
    try await Self.roundTrip(String(repeating: "quern äöü ", count: 80_000), as: "text")
  }

  @Test func `bytes, digests and identities come back`() async throws {
    let bytes = (0...255).map { UInt8($0) }
    let digest = Digest(of: "a")
    try await Self.roundTrip(bytes, as: "bytea")
    try await Self.roundTrip([UInt8](), as: "bytea")
    try await Self.roundTrip(Data(bytes), as: "bytea")
    try await Self.roundTrip(digest, as: "bytea")
    try await Self.roundTrip(Fingerprint(digest), as: "bytea")
    try await Self.roundTrip(DocumentID(pipeline: "p", source: "s", uri: "u"), as: "bytea")
  }

  @Test func `truth and time come back`() async throws {
    try await Self.roundTrip(true, as: "bool")
    try await Self.roundTrip(false, as: "bool")
    try await Self.roundTrip(Date(timeIntervalSince1970: 1_700_000_000.25), as: "timestamptz")
    try await Self.roundTrip(Date(timeIntervalSince1970: -1), as: "timestamptz")
  }

  @Test func `arrays come back, empty ones too`() async throws {
    try await Self.roundTrip([Int64.min, 0, .max], as: "int8[]")
    try await Self.roundTrip([Int64](), as: "int8[]")
    try await Self.roundTrip(["", "ä", "NULL", "{}"], as: "text[]")
    try await Self.roundTrip([[UInt8](), [0, 255]], as: "bytea[]")
    try await Self.roundTrip([Digest(of: "a"), Digest(of: "b")], as: "bytea[]")
    try await Self.roundTrip([true, false], as: "bool[]")
    try await Self.roundTrip([1.5, -.infinity], as: "float8[]")
  }

  @Test func `NULL comes back as nil, whatever its type`() async throws {
    try await Self.roundTrip(nil as Int64?, as: "int8")
    try await Self.roundTrip(nil as String?, as: "text")
    try await Self.roundTrip(nil as [UInt8]?, as: "bytea")
    try await Self.roundTrip(nil as Bool?, as: "bool")
    try await Self.roundTrip(nil as [Int64]?, as: "int8[]")
  }

  @Test func `arrays can be searched in and unnested`() async throws {
    try await TestServer.withPool { pool in
      let found = try await pool.read { db in
        try db.rows(
          """
          SELECT n FROM unnest($1::int8[], $2::text[]) AS t(n, word) WHERE word = ANY($3) ORDER BY n
          """, [[1, 2, 3] as [Int64], ["a", "b", "c"], ["c", "a"]]
        ).map { try $0[0] as Int64 }
      }
      #expect(found == [1, 3])
    }
  }

  @Test func `vectors of pgvector pass as bytes in its own form`() async throws {
    try await TestServer.withPool { pool in
      let installed = try await pool.session { db -> Bool in
        // Two tests that create it at once would collide in the catalogue.
        try db.execute("SELECT pg_advisory_lock(42)")
        do { try db.script("CREATE EXTENSION IF NOT EXISTS vector SCHEMA public") } catch { return false }
        return true
      }
      guard installed else { return }
      let packed: [UInt8] = [0, 2, 0, 0] + [0x3F, 0x80, 0, 0, 0x40, 0, 0, 0]
      let text = try await pool.session { db -> String? in
        try db.value("SELECT ($1::vector)::text", [packed])
      }
      #expect(text == "[1,2]")
    }
  }

  @Test func `a text with U+0000 is refused with advice, and does not show itself`() async throws {
    try await TestServer.withPool { pool in
      let failure = await #expect(throws: Failure.self) {
        _ = try await pool.write { try $0.execute("SELECT $1::text", ["secret\u{0}secret"]) }
      }
      #expect(failure?.code == "store.text")
      #expect(failure?.description.contains("secret") == false)
    }
  }

  @Test(arguments: [
    ("SELECT NULL::int8 AS value", "is NULL"), ("SELECT 'x'::text AS value", "is text"),
    ("SELECT 1 AS other", "not in"),
  ])
  func `a value that is not as expected is a failure that names the column`(sql: String, problem: String) async throws {
    try await TestServer.withPool { pool in
      let failure = await #expect(throws: Failure.self) {
        _ = try await pool.read { db -> Int64 in try #require(try db.row(sql))["value"] }
      }
      #expect(failure?.subject == "column \"value\"")
      #expect(failure?.problem.contains(problem) == true)
    }
  }

  @Test func `a number too large for its parameter is refused before it is sent`() async throws {
    try await TestServer.withPool { pool in
      let failure = await #expect(throws: Failure.self) {
        _ = try await pool.read { try $0.execute("SELECT $1::int4", [Int64(1) << 40]) }
      }
      #expect(failure?.description.contains("parameter $1") == true)
    }
  }
}
