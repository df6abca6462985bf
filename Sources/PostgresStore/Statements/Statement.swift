/// A statement that one session has prepared, and what the server told of it.
final class Statement {
  /// Its name in the session.
  let name: String
  let parameters: [PostgresType]
  let columns: [PostgresType]
  /// The position of each column by its name; of equal names, the first.
  let positions: [String: Int]

  init(name: String, described result: QueryResult) {
    self.name = name
    parameters = (0..<result.parameterCount).map { result.parameterType($0) }
    columns = (0..<result.columnCount).map { result.columnType($0) }
    positions = Dictionary(
      (0..<result.columnCount).map { (result.columnName($0), $0) }, uniquingKeysWith: { first, _ in first })
  }
}
