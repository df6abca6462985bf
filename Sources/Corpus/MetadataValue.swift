/// A value that a document's metadata can hold and a search can filter on. Dates are ISO 8601 strings.
package enum MetadataValue: Hashable, Sendable {
  case string(String)
  case number(Double)
  case bool(Bool)
  case list([MetadataValue])
}

extension MetadataValue: Codable {
  package init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if let bool = try? value.decode(Bool.self) {
      self = .bool(bool)
    } else if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else if let string = try? value.decode(String.self) {
      self = .string(string)
    } else {
      self = .list(try value.decode([MetadataValue].self))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .string(let string): try container.encode(string)
    case .number(let number): try container.encode(number)
    case .bool(let bool): try container.encode(bool)
    case .list(let list): try container.encode(list)
    }
  }
}

extension MetadataValue: ExpressibleByStringLiteral {
  package init(stringLiteral value: String) { self = .string(value) }
}
