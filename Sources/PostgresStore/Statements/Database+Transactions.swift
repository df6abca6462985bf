import CPostgres

extension Database {
  /// Runs a body in a transaction; its BEGIN goes out with its first statement, and a body without any costs nothing.
  func transaction<T>(_ kind: Transaction, _ body: (Database) throws -> T) throws -> T {
    due = kind
    refusal = nil
    do {
      let value = try body(self)
      if due == nil { try commit() }
      due = nil
      return value
    } catch {
      rollback()
      throw error
    }
  }

  private func commit() throws {
    let answer = try roundTrip(1) { try session.send("COMMIT") }
    // The body kept an error to itself, and the server has rolled back.
    guard answer.last?.tag == "COMMIT" else { throw ServerError(state: .transactionFailed, message: "rolled back") }
  }

  /// Failing, it leaves a session that ``Session/isAlive`` will not call alive.
  private func rollback() {
    defer { refusal = nil }
    guard due == nil, !session.wasCancelled, PQstatus(session.handle) == CONNECTION_OK else { return due = nil }
    refusal = nil
    try? script("ROLLBACK")
  }
}
