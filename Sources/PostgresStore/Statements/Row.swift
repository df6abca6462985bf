import Corpus

/// One row of a result; valid inside the body that asked for it.
package struct Row {
  let result: QueryResult
  let statement: Statement
  let index: Int

  /// A column's value.
  /// - Throws: ``Failure`` `store.value` for a column that is missing, NULL or of another type.
  package subscript<T: PostgresValue>(column: String) -> T {
    get throws(Failure) { try value(at: position(of: column), column) }
  }

  /// A column's value; nil is NULL.
  package subscript<T: PostgresValue>(column: String) -> T? {
    get throws(Failure) { try optionalValue(at: position(of: column), column) }
  }

  /// The value of a column by its position, from 0.
  package subscript<T: PostgresValue>(column: Int) -> T {
    get throws(Failure) { try value(at: column, nil) }
  }

  package subscript<T: PostgresValue>(column: Int) -> T? {
    get throws(Failure) { try optionalValue(at: column, nil) }
  }

  private func position(of column: String) throws(Failure) -> Int {
    guard let position = statement.positions[column] else {
      throw Failure(
        "store.value", "column \"\(column)\"", "is not in the result", remedy: "report this as a fault of quern",
        verdict: .stop(.unexpected))
    }
    return position
  }

  private func value<T: PostgresValue>(at position: Int, _ name: String?) throws(Failure) -> T {
    guard let value = try optionalValue(at: position, name) as T? else {
      throw ValueError.null.failure(of: place(position, name))
    }
    return value
  }

  private func optionalValue<T: PostgresValue>(at position: Int, _ name: String?) throws(Failure) -> T? {
    precondition(statement.columns.indices.contains(position), "a row has no column \(position)")
    guard let bytes = result.value(row: index, column: position) else { return nil }
    do throws(ValueError) {
      return try T(bytes, as: statement.columns[position])
    } catch {
      throw error.failure(of: place(position, name))
    }
  }

  private func place(_ position: Int, _ name: String?) -> String {
    name.map { "column \"\($0)\"" } ?? "column \(position)"
  }
}
