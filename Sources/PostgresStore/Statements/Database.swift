import Corpus
import CPostgres

/// The database as the body of a transaction sees it.
///
/// Every call blocks the connection's own thread until the server has answered. Statements are prepared once a connection;
/// values travel in binary, as the types that the server says they have. Errors are ``ServerError`` inside a body and
/// ``Failure`` outside; after one, a transaction can only end.
package final class Database {
  /// Prepared statements that a session keeps.
  package static let maxStatements = 200

  let session: Session
  var arguments = Arguments()
  /// The BEGIN that goes out with the next statement.
  var due: Transaction?
  /// What broke the transaction.
  var refusal: (any Error)?
  private var statements = StatementCache<Statement>(capacity: maxStatements)
  private var prepared = 0

  init(_ session: Session) { self.session = session }

  /// Runs a statement.
  /// - Returns: how many rows it wrote.
  @discardableResult
  package func execute(_ sql: String, _ arguments: [(any PostgresValue)?] = []) throws -> Int {
    try run(statement(sql), arguments).affectedRows
  }

  /// Runs a query. The whole result is in memory; see ``forEachRow(_:_:_:)`` for large ones.
  package func rows(_ sql: String, _ arguments: [(any PostgresValue)?] = []) throws -> Rows {
    let statement = try statement(sql)
    return Rows(result: try run(statement, arguments), statement: statement)
  }

  /// The first row of a query.
  package func row(_ sql: String, _ arguments: [(any PostgresValue)?] = []) throws -> Row? {
    try rows(sql, arguments).first
  }

  /// The first value of a query's first row; nil for no row, and for NULL.
  package func value<T: PostgresValue>(_ sql: String, _ arguments: [(any PostgresValue)?] = []) throws -> T? {
    guard let row = try row(sql, arguments) else { return nil }
    return try row[0]
  }

  /// Runs statements without parameters, separated by semicolons.
  package func script(_ sql: String) throws {
    try answering {
      try begin()
      try session.script(sql)
    }
  }

  private func run(_ statement: Statement, _ values: [(any PostgresValue)?]) throws -> QueryResult {
    try arguments.encode(values, for: statement)
    return try roundTrip(1) { try send(statement) }[0]
  }

  /// Queues a statement with the arguments encoded last.
  func send(_ statement: Statement) throws {
    try session.queued(
      arguments.withPointers { count, values, lengths, formats in
        PQsendQueryPrepared(session.handle, statement.name, count, values, lengths, formats, 1)
      })
  }

  /// The prepared statement, prepared if it is not.
  func statement(_ sql: String) throws -> Statement {
    if let statement = statements.find(sql) { return statement }
    prepared += 1
    let name = "q\(prepared)"
    let old = statements.evict()
    let answers = try roundTrip(old == nil ? 2 : 3) {
      if let old { try session.send("DEALLOCATE \(old.name)") }
      try session.queued(PQsendPrepare(session.handle, name, sql, 0, nil))
      try session.queued(PQsendDescribePrepared(session.handle, name))
    }
    let statement = Statement(name: name, described: answers[answers.count - 1])
    statements.insert(statement, for: sql)
    return statement
  }

  /// Sends what `queue` queues, after a BEGIN that is due, in one go.
  /// - Returns: the answers to what was queued.
  func roundTrip(_ commands: Int, _ queue: () throws -> Void) throws -> [QueryResult] {
    try answering {
      let begin = due
      due = nil
      let answers = try session.roundTrip {
        if let begin { try session.send(begin.rawValue) }
        try queue()
      }
      return Array(answers.suffix(commands))
    }
  }

  /// Sends a BEGIN that is due on its own.
  func begin() throws {
    if due != nil { _ = try roundTrip(0) {} }
  }

  /// Runs what talks to the server; remembers its error, for the transaction is broken then.
  func answering<T>(_ body: () throws -> T) throws -> T {
    // A statement after an error would only be told that there was one.
    if let refusal, PQtransactionStatus(session.handle) != PQTRANS_IDLE { throw refusal }
    guard !session.interrupt.isRaised else { throw CancellationError() }
    do {
      return try body()
    } catch let error as ServerError where error.state == .cancelled && session.wasCancelled {
      refusal = CancellationError()
      throw CancellationError()
    } catch {
      refusal = error
      throw error
    }
  }
}
