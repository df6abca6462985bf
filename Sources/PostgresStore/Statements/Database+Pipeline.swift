import Corpus

extension Database {
  /// Bytes of parameters that are sent before answers are awaited.
  private static let pipelineBytes = 1 << 20

  /// Runs one statement for many rows of arguments, without waiting for each answer.
  /// - Returns: how many rows it wrote in all.
  @discardableResult
  package func pipeline(_ sql: String, _ rows: [[(any PostgresValue)?]]) throws -> Int {
    let statement = try statement(sql)
    var affected = 0
    var next = 0
    while next < rows.count {
      let first = next
      var bytes = 0
      let answers = try roundTrip(.max) {
        while next < rows.count, next - first < 1000, bytes < Self.pipelineBytes {
          try arguments.encode(rows[next], for: statement)
          bytes += arguments.byteCount
          try send(statement)
          next += 1
        }
      }
      affected += answers.suffix(next - first).reduce(0) { $0 + $1.affectedRows }
    }
    return affected
  }
}
