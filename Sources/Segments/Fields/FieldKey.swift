import Corpus

/// A metadata value as a term of the index of fields, so that the order of the bytes is the order of the values.
///
/// The key behind its length, a byte for the type, the value. All values of a key and type are neighbours.
enum FieldKey {
  /// Keys that every document has; metadata of the same name cannot be filtered on.
  static let source = "source"
  static let uri = "uri"

  private enum Kind: UInt8 { case bool = 1, number, string }

  static func prefix(_ key: String) -> ContiguousArray<UInt8> {
    var writer = ByteWriter()
    writer.append(key)
    return ContiguousArray(writer.bytes)
  }

  static func strings(_ key: String) -> ContiguousArray<UInt8> { prefix(key) + [Kind.string.rawValue] }
  static func numbers(_ key: String) -> ContiguousArray<UInt8> { prefix(key) + [Kind.number.rawValue] }

  /// Nil for what has no place in an order: a list (its elements have), or a number that is none.
  static func term(_ key: String, _ value: MetadataValue) -> ContiguousArray<UInt8>? {
    switch value {
    case .bool(let bool): prefix(key) + [Kind.bool.rawValue, bool ? 1 : 0]
    case .number(let number): number.isNaN ? nil : numbers(key) + bytes(number)
    case .string(let string): strings(key) + string.utf8
    case .list: nil
    }
  }

  /// All terms of a document, each once.
  static func terms(_ metadata: [String: MetadataValue], source: String, uri: String) -> Set<ContiguousArray<UInt8>> {
    var terms = Set<ContiguousArray<UInt8>>()
    func insert(_ key: String, _ value: MetadataValue) {
      if case .list(let values) = value {
        for value in values { insert(key, value) }
      } else if let term = term(key, value) {
        terms.insert(term)
      }
    }
    for (key, value) in metadata where key != Self.source && key != Self.uri { insert(key, value) }
    insert(Self.source, .string(source))
    insert(Self.uri, .string(uri))
    return terms
  }

  /// Eight bytes that sort as the numbers do: sign flipped for the positive, all bits for the negative.
  private static func bytes(_ number: Double) -> [UInt8] {
    let bits = (number == 0 ? 0 : number).bitPattern
    let ordered = bits >> 63 == 1 ? ~bits : bits | 1 << 63
    return (0..<8).map { UInt8(truncatingIfNeeded: ordered >> (56 - $0 * 8)) }
  }
}
