import Corpus

extension PostgresPool {
  /// Writes in one transaction: READ COMMITTED, committed when the body returns.
  ///
  /// A transaction that fails because the connection or the server went away, or because of others' transactions, is run
  /// again as a whole, for as long as the settings' patience lasts. If the connection is lost during COMMIT nobody knows
  /// whether it went through: running the body twice must be harmless even then.
  ///
  /// - Parameter body: runs on the connection's thread.
  /// - Throws: ``Failure`` `store.*`, `CancellationError`, or what the body throws.
  package func write<T: Sendable>(_ body: @Sendable @escaping (Database) throws -> T) async throws -> T {
    try await retrying { try await $0.run(.write, body) }
  }

  /// Reads one snapshot: REPEATABLE READ, READ ONLY. Retried as ``write(_:)`` is.
  package func read<T: Sendable>(_ body: @Sendable @escaping (Database) throws -> T) async throws -> T {
    try await retrying { try await $0.run(.read, body) }
  }

  /// Runs a body without a transaction and without time limits, in a session that nobody uses afterwards: for advisory
  /// locks and `CREATE INDEX CONCURRENTLY`. Retried as ``write(_:)`` is, so the body starts again in a new session.
  package func session<T: Sendable>(_ body: @Sendable @escaping (Database) throws -> T) async throws -> T {
    try await retrying { try await $0.runAlone(body) }
  }

  private func retrying<T: Sendable>(_ body: @Sendable (Connection) async throws -> T) async throws -> T {
    let start = ContinuousClock.now
    var patience = Patience(settings.patience)
    while true {
      do {
        return try await withConnection(body)
      } catch let error as ServerError {
        // A cancelled statement is an error of the server's too.
        try Task.checkCancellation()
        guard error.recovery != .none,
          let pause = patience.pause(now: start.duration(to: .now), chance: .random(in: 0..<1))
        else { throw error.failure(at: address) }
        try await Task.sleep(for: pause)
      }
    }
  }
}
