import CPostgres

/// What the server answered to one command; owns libpq's memory.
final class QueryResult {
  private let handle: OpaquePointer

  init(_ handle: OpaquePointer) { self.handle = handle }

  deinit { PQclear(handle) }

  private var status: ExecStatusType { PQresultStatus(handle) }
  var isCopy: Bool { status == PGRES_COPY_IN }
  var isSingleRow: Bool { status == PGRES_SINGLE_TUPLE }
  var endsPipeline: Bool { status == PGRES_PIPELINE_SYNC }

  var rowCount: Int { Int(PQntuples(handle)) }
  var columnCount: Int { Int(PQnfields(handle)) }
  var parameterCount: Int { Int(PQnparams(handle)) }

  /// The rows that the command wrote, or gave.
  var affectedRows: Int { Int(String(cString: PQcmdTuples(handle))) ?? 0 }
  /// `COMMIT`, `INSERT 0 1`.
  var tag: String { String(cString: PQcmdStatus(handle)) }

  func columnName(_ column: Int) -> String { String(cString: PQfname(handle, Int32(column))) }
  func columnType(_ column: Int) -> PostgresType { PostgresType(rawValue: PQftype(handle, Int32(column))) }
  func parameterType(_ index: Int) -> PostgresType { PostgresType(rawValue: PQparamtype(handle, Int32(index))) }

  /// The binary form of a value, valid as long as the result; nil for NULL.
  func value(row: Int, column: Int) -> UnsafeRawBufferPointer? {
    let (row, column) = (Int32(row), Int32(column))
    guard PQgetisnull(handle, row, column) == 0 else { return nil }
    return UnsafeRawBufferPointer(start: PQgetvalue(handle, row, column), count: Int(PQgetlength(handle, row, column)))
  }

  /// The error, if the answer is one.
  func error(of session: Session) -> ServerError? {
    guard [PGRES_FATAL_ERROR, PGRES_BAD_RESPONSE].contains(status) else { return nil }
    guard let state = PQresultErrorField(handle, CPOSTGRES_SQLSTATE) else { return session.lost() }
    let message = PQresultErrorField(handle, CPOSTGRES_PRIMARY_MESSAGE).map { String(cString: $0) } ?? ""
    return ServerError(state: SQLState(rawValue: String(cString: state)), message: message.onOneLine)
  }
}
