/// A data type of PostgreSQL, by its object id.
///
/// Source of the ids: `pg_type.dat`; they never change. Ids from 16384 on belong to extensions and differ between
/// databases.
package struct PostgresType: Hashable, Sendable, RawRepresentable {
  package let rawValue: UInt32

  package init(rawValue: UInt32) { self.rawValue = rawValue }

  static let bool = PostgresType(rawValue: 16)
  static let bytea = PostgresType(rawValue: 17)
  static let name = PostgresType(rawValue: 19)
  static let int8 = PostgresType(rawValue: 20)
  static let int2 = PostgresType(rawValue: 21)
  static let int4 = PostgresType(rawValue: 23)
  static let text = PostgresType(rawValue: 25)
  static let oid = PostgresType(rawValue: 26)
  static let json = PostgresType(rawValue: 114)
  static let float4 = PostgresType(rawValue: 700)
  static let float8 = PostgresType(rawValue: 701)
  static let unknown = PostgresType(rawValue: 705)
  static let bpchar = PostgresType(rawValue: 1042)
  static let varchar = PostgresType(rawValue: 1043)
  static let timestamptz = PostgresType(rawValue: 1184)
  static let jsonb = PostgresType(rawValue: 3802)

  var isOfExtension: Bool { rawValue >= 16384 }

  /// The type of an array's elements; nil for what is no array.
  var element: PostgresType? {
    switch rawValue {
    case 199: .json
    case 1000: .bool
    case 1001: .bytea
    case 1003: .name
    case 1005: .int2
    case 1007: .int4
    case 1009: .text
    case 1014: .bpchar
    case 1015: .varchar
    case 1016: .int8
    case 1021: .float4
    case 1022: .float8
    case 1028: .oid
    case 1185: .timestamptz
    case 3807: .jsonb
    default: nil
    }
  }
}

extension PostgresType: CustomStringConvertible {
  package var description: String {
    switch self {
    case .bool: "bool"
    case .bytea: "bytea"
    case .int8: "int8"
    case .int2: "int2"
    case .int4: "int4"
    case .text: "text"
    case .json: "json"
    case .jsonb: "jsonb"
    case .float4: "float4"
    case .float8: "float8"
    case .varchar: "varchar"
    case .timestamptz: "timestamptz"
    default: element.map { "\($0)[]" } ?? "type \(rawValue)"
    }
  }
}
