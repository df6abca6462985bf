import Corpus
import Foundation
import PostgresStore
import Testing

/// A schema and a folder of a test's own, which go when its body returns.
struct Installation: Sendable {
  let url: String
  let schema: String
  let folder: String
  /// For a look behind the stores.
  let pool: PostgresPool

  static func with<T>(at url: String? = nil, _ body: (Installation) async throws -> T) async throws -> T {
    let url = try #require(url ?? TestServer.url)
    let place = try TemporaryFolder()
    defer { place.remove() }
    var settings = PostgresSettings()
    settings.schema = "test_" + UUID().uuidString.lowercased().replacing("-", with: "_")
    let installation = Installation(
      url: url, schema: settings.schema, folder: place.path, pool: try PostgresPool(url: url, settings: settings))
    let result: Result<T, any Error>
    do { result = .success(try await body(installation)) } catch { result = .failure(error) }
    try await installation.pool.session { try $0.script("DROP SCHEMA IF EXISTS \(installation.schema) CASCADE") }
    return try result.get()
  }

  /// A store as one process would open it.
  ///
  /// - Parameter lease: nobody here beats its heart, so it is longer than any test; see ``expire(process:)``.
  func store(
    pipeline: String = "test", machine: String = "one", lease: Duration = .seconds(3600), connections: Int = 3,
    readOnly: Bool = false, url: String? = nil
  ) async throws -> PostgresStore {
    try await PostgresStore(
      url: url ?? self.url, schema: schema, pipeline: pipeline, folder: folder + "/" + machine, lease: lease,
      maxConnections: connections, readOnly: readOnly)
  }

  /// Has a worker's lease be over, as if it had been silent for so long.
  /// - Parameter process: the number that it gave.
  func expire(process: Int) async throws {
    _ = try await pool.write { db in
      try db.execute("UPDATE worker SET expires_at = now() - interval '1 second' WHERE process = $1", [process])
    }
  }

  func number(_ sql: String) async throws -> Int { try await pool.number(sql) ?? 0 }
}
