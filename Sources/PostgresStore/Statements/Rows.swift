/// The rows of a result, each decoded when its values are asked for; valid inside the body that asked for them.
package struct Rows: RandomAccessCollection {
  let result: QueryResult
  let statement: Statement

  package var startIndex: Int { 0 }
  package var endIndex: Int { result.rowCount }
  package subscript(index: Int) -> Row { Row(result: result, statement: statement, index: index) }
}
