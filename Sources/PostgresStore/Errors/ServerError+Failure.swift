package import Corpus

extension ServerError {
  /// The failure that people see.
  ///
  /// - Parameter address: where the server is, without the password.
  package func failure(at address: String) -> Failure {
    func failure(_ code: String, _ problem: String, _ remedy: String, _ stop: Verdict.Stop = .dependency) -> Failure {
      Failure(code, address, problem, remedy: remedy, verdict: .stop(stop))
    }
    switch (state, state.family) {
    case (.diskFull, _):
      return failure(
        "store.diskFull", "the server's disk is full",
        "free space on the database server and run again; nothing is lost")
    case (.tooManyConnections, _):
      return failure(
        "store.connections", "the server has no connection left: \(message)",
        "raise its max_connections, or run fewer workers")
    case (.cancelled, _):
      return failure(
        "store.timeout", "a statement took longer than it may: \(message)",
        "run again; if it stays, look for locks and load on the server")
    case (.lockTimeout, _):
      return failure(
        "store.locked", "somebody holds a lock for too long", "look at pg_locks for who does, and run again")
    case (.serializationFailure, _), (.deadlock, _):
      return failure(
        "store.contended", "transactions kept failing because of others: \(message)", "run again, with fewer workers")
    case (.forbidden, _), (.readOnlyTransaction, _):
      return failure(
        "store.readOnly", "this login may not do that: \(message)",
        "use the writer's role; if it is the writer's, this server is a standby or lacks grants", .configuration)
    case (.unknownDatabase, _):
      return failure("store.noDatabase", message, "create it, or correct the store's url", .configuration)
    case (.unknownTable, _), (.unknownSchema, _):
      return failure(
        "store.notMigrated", "the schema is not what this version expects: \(message)", "run quern migrate FILE",
        .configuration)
    case (_, "28"):
      return failure(
        "store.login", "the server refused the login: \(message)", "check user and password", .configuration)
    case (_, "08"), (_, "57"), (.idleTransactionEnded, _):
      return failure(
        "store.unreachable", "cannot be reached: \(message)",
        "check that the server runs and the network lets us through, then run again; nothing is lost")
    case (_, "53"), (_, "58"):
      return failure(
        "store.exhausted", "the server cannot go on: \(message) (\(state.rawValue))",
        "see the server's log, and run again; nothing is lost")
    case (_, "XX"):
      return failure(
        "store.corrupt", "the server found its own data damaged: \(message) (\(state.rawValue))",
        "see the server's log, and restore from a backup if need be")
    // Messages of data exceptions quote the value.
    case (_, "22"):
      return failure(
        "store.failed", "the server refused a value (\(state.rawValue))", "report this as a fault of quern",
        .unexpected)
    default:
      return failure(
        "store.failed", "the server refused a statement: \(message) (\(state.rawValue))",
        "report this as a fault of quern", .unexpected)
    }
  }
}
