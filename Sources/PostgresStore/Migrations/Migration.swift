/// One numbered step of the schema.
package struct Migration: Sendable {
  package let number: Int
  package let name: String
  /// Statements separated by semicolons; names without a schema are the installation's.
  package let sql: String

  package init(_ number: Int, _ name: String, _ sql: String) {
    self.number = number
    self.name = name
    self.sql = sql
  }
}
