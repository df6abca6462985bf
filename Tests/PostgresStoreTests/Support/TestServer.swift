import Fixtures
import Foundation
import PostgresStore
import Testing

/// The server that a run of tests shares.
enum TestServer {
  static let url = ProcessInfo.processInfo.environment["QUERN_TEST_POSTGRES_URL"]

  /// A pool on a schema of its own, which goes when the body returns.
  static func withPool(
    _ settings: PostgresSettings = PostgresSettings(), _ body: (PostgresPool) async throws -> Void
  ) async throws {
    try await withPool(at: try #require(url), settings, body)
  }

  static func withPool(
    at url: String, _ settings: PostgresSettings = PostgresSettings(), _ body: (PostgresPool) async throws -> Void
  ) async throws {
    var settings = settings
    settings.schema = "test_" + UUID().uuidString.lowercased().replacing("-", with: "_")
    let pool = try PostgresPool(url: url, settings: settings)
    let schema = settings.schema
    try await pool.session { try $0.script("CREATE SCHEMA \(schema)") }
    let result: Result<Void, any Error>
    do { result = .success(try await body(pool)) } catch { result = .failure(error) }
    try await pool.session { try $0.script("DROP SCHEMA \(schema) CASCADE") }
    try result.get()
  }
}

extension PostgresPool {
  /// The number that a query gives.
  func number(_ sql: String) async throws -> Int? {
    try await read { try $0.value(sql) }
  }

  /// Waits until a query says yes.
  nonisolated func until(_ sql: String) async throws {
    try await Fixtures.until("\(sql)") { try await read { try $0.value(sql) as Bool? } == true }
  }

  /// Waits until the server is at a statement that holds a word.
  func untilAtWork(on word: String) async throws {
    try await until(
      """
      SELECT count(*) = 1 FROM pg_stat_activity
      WHERE query LIKE '%\(word)%' AND state = 'active' AND pid <> pg_backend_pid()
      """)
  }
}

extension Trait where Self == ConditionTrait {
  /// Skips, and says so, where there is no server.
  static var postgres: Self {
    .enabled(if: TestServer.url != nil, "QUERN_TEST_POSTGRES_URL is not set (scripts/test starts a server)")
  }
}
