import Corpus

/// The value of a claim as far as it can be compared: strings, numbers, booleans, and lists of them.
struct Claim: Decodable, Sendable {
  /// Empty for an object, for null, and for a list without any of them.
  let values: [MetadataValue]
  let isList: Bool

  var strings: [String] {
    values.compactMap { if case .string(let string) = $0 { string } else { nil } }
  }

  /// Nil for a list.
  var string: String? { isList ? nil : strings.first }

  init(from decoder: any Decoder) throws {
    if let scalar = Self.scalar(in: decoder) {
      (values, isList) = ([scalar], false)
    } else if var list = try? decoder.unkeyedContainer() {
      var values: [MetadataValue] = []
      while !list.isAtEnd {
        if let scalar = Self.scalar(in: try list.superDecoder()) { values.append(scalar) }
      }
      (self.values, isList) = (values, true)
    } else {
      (values, isList) = ([], false)
    }
  }

  /// Never goes into lists or objects, however deep a stranger has made them.
  private static func scalar(in decoder: any Decoder) -> MetadataValue? {
    guard let value = try? decoder.singleValueContainer() else { return nil }
    if let string = try? value.decode(String.self) { return .string(string) }
    if let bool = try? value.decode(Bool.self) { return .bool(bool) }
    return (try? value.decode(Double.self)).map(MetadataValue.number)
  }
}
