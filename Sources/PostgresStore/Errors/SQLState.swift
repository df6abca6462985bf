/// The five characters by which PostgreSQL tells errors apart.
///
/// Source: https://www.postgresql.org/docs/current/errcodes-appendix.html
package struct SQLState: Hashable, Sendable, RawRepresentable {
  package let rawValue: String

  package init(rawValue: String) { self.rawValue = rawValue }

  /// The first two characters: the class.
  var family: Substring { rawValue.prefix(2) }

  package static let cannotConnect = SQLState(rawValue: "08001")
  package static let connectionLost = SQLState(rawValue: "08006")
  package static let featureNotSupported = SQLState(rawValue: "0A000")
  package static let readOnlyTransaction = SQLState(rawValue: "25006")
  package static let transactionFailed = SQLState(rawValue: "25P02")
  package static let idleTransactionEnded = SQLState(rawValue: "25P03")
  package static let uniqueViolation = SQLState(rawValue: "23505")
  package static let unknownStatement = SQLState(rawValue: "26000")
  package static let wrongPassword = SQLState(rawValue: "28P01")
  package static let unknownDatabase = SQLState(rawValue: "3D000")
  package static let unknownSchema = SQLState(rawValue: "3F000")
  package static let serializationFailure = SQLState(rawValue: "40001")
  package static let deadlock = SQLState(rawValue: "40P01")
  package static let forbidden = SQLState(rawValue: "42501")
  package static let unknownTable = SQLState(rawValue: "42P01")
  package static let diskFull = SQLState(rawValue: "53100")
  package static let tooManyConnections = SQLState(rawValue: "53300")
  package static let lockTimeout = SQLState(rawValue: "55P03")
  package static let cancelled = SQLState(rawValue: "57014")
}
