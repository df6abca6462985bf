import Threading

/// A place in the pool: a thread of its own, and the session that it has or will have.
actor Connection {
  let interrupt = Interrupt()
  private let executor = ThreadExecutor(name: "quern-postgres")
  private let address: PostgresAddress
  private let settings: PostgresSettings
  private var database: Database?

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  init(to address: PostgresAddress, settings: PostgresSettings) {
    self.address = address
    self.settings = settings
  }

  /// Runs a body in a transaction.
  /// - Throws: ``ServerError``, `CancellationError`, or what the body throws.
  func run<T: Sendable>(_ kind: Transaction, _ body: @Sendable (Database) throws -> T) throws -> T {
    let database = try open()
    defer { dropIfDead() }
    return try database.transaction(kind, body)
  }

  /// Runs a body in a session of its own, without a transaction.
  func runAlone<T: Sendable>(_ body: @Sendable (Database) throws -> T) throws -> T {
    let database = try open()
    // Locks and settings of a session must not come back to somebody else.
    defer { self.database = nil }
    try database.script("SET statement_timeout = 0; SET lock_timeout = 0")
    database.session.answerTimeout = nil
    return try body(database)
  }

  private func open() throws -> Database {
    dropIfDead()
    if let database { return database }
    let database = Database(try Session(to: address, settings: settings, interrupt: interrupt))
    self.database = database
    return database
  }

  private func dropIfDead() {
    if database?.session.isAlive == false { database = nil }
  }
}
