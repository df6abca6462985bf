package import Corpus

/// Connections to one installation's database: at most so many, made when they are needed, given out first come, first
/// served.
package actor PostgresPool {
  /// Where the database is; never holds the password.
  package nonisolated let address: String
  package nonisolated let settings: PostgresSettings
  private let destination: PostgresAddress
  private var idle: [Connection] = []
  private var count = 0
  private var waiting = WaitingLine<Connection>()

  /// How many wait for a connection now.
  package var inLine: Int { waiting.count }

  /// Checks address and settings; connects to nothing yet.
  /// - Parameter url: a libpq URI or keyword string.
  /// - Throws: ``Failure`` `store.address`, `store.schema`.
  package init(url: String, settings: PostgresSettings = PostgresSettings()) throws(Failure) {
    try settings.checkSchema()
    destination = try PostgresAddress(url)
    address = destination.description
    self.settings = settings
  }

  /// Runs a body with a connection that nobody else has meanwhile.
  func withConnection<T: Sendable>(_ body: @Sendable (Connection) async throws -> T) async throws -> T {
    let connection = try await take()
    defer { give(connection) }
    // After the handler, for only then can nobody raise it any more.
    defer { connection.interrupt.clear() }
    return try await withTaskCancellationHandler {
      try await body(connection)
    } onCancel: {
      connection.interrupt.raise()
    }
  }

  private func take() async throws -> Connection {
    try Task.checkCancellation()
    if let connection = idle.popLast() { return connection }
    if count < settings.maxConnections {
      count += 1
      return Connection(to: destination, settings: settings)
    }
    // No suspension until the turn is in line: whoever leaves, leaves later.
    let place = waiting.place()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { waiting.wait(at: place, $0) }
    } onCancel: {
      Task { await self.leave(place) }
    }
  }

  private func give(_ connection: Connection) {
    if !waiting.serve(connection) { idle.append(connection) }
  }

  private func leave(_ place: Int) { waiting.leave(place) }
}
