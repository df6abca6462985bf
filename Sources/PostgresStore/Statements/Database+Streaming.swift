import CPostgres

extension Database {
  /// Runs a query and gives its rows one by one, never holding more than libpq's buffer: for results of any size.
  ///
  /// The body must not ask the database meanwhile. When it throws, the transaction is broken and its connection closed.
  package func forEachRow(
    _ sql: String, _ values: [(any PostgresValue)?] = [], _ body: (Row) throws -> Void
  ) throws {
    let statement = try statement(sql)
    try arguments.encode(values, for: statement)
    try begin()
    try answering {
      try send(statement)
      PQsetSingleRowMode(session.handle)
      try session.flush()
      var refusal: (any Error)?
      while let result = try session.nextResult() {
        guard refusal == nil else { continue }
        refusal = result.error(of: session)
        guard result.isSingleRow else { continue }
        do {
          try body(Row(result: result, statement: statement, index: 0))
        } catch {
          refusal = error
          // The rest would have to be read otherwise.
          session.abandon()
        }
      }
      if let refusal { throw refusal }
    }
  }
}
