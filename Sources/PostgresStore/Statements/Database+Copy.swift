import Corpus
import CPostgres

extension Database {
  /// Writes many rows at once: binary `COPY … FROM STDIN`.
  ///
  /// The columns' types are asked of the server once a connection. When `rows` throws, nothing was written.
  ///
  /// - Parameter table: a name without quotes, in the installation's schema.
  /// - Returns: how many rows were written.
  @discardableResult
  package func copy(
    into table: String, _ columns: [String], rows: (inout CopyWriter) throws -> Void
  ) throws -> Int {
    let target = "\(table.sqlName) (\(columns.map(\.sqlName).joined(separator: ", ")))"
    let list = columns.map(\.sqlName).joined(separator: ", ")
    let types = try statement("SELECT \(list) FROM \(table.sqlName) LIMIT 0").columns
    return try answering {
      let begin = due.map { $0.rawValue + "; " } ?? ""
      due = nil
      try session.script("\(begin)COPY \(target) FROM STDIN (FORMAT binary)")
      var writer = CopyWriter(types: types) { [session] in try session.put($0) }
      do {
        try rows(&writer)
        try writer.finish()
      } catch {
        try session.endCopy(because: "the writer gave up")
        throw error
      }
      return try session.endCopy(because: nil)?.affectedRows ?? 0
    }
  }
}

extension Session {
  /// Hands bytes of a COPY to the server.
  fileprivate func put(_ bytes: UnsafeRawBufferPointer) throws {
    guard !interrupt.isRaised else { throw CancellationError() }
    let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
    try queued(PQputCopyData(handle, start, Int32(bytes.count)))
    try flush()
  }

  /// Ends a COPY.
  /// - Parameter problem: why it is to fail; nil to keep its rows.
  @discardableResult
  fileprivate func endCopy(because problem: String?) throws -> QueryResult? {
    try queued(PQputCopyEnd(handle, problem))
    try flush()
    do {
      return try results().last
    } catch is ServerError where problem != nil && PQstatus(handle) == CONNECTION_OK {
      return nil
    }
  }
}
