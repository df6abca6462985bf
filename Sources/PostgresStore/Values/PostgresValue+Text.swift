extension String: PostgresValue {
  /// The version that precedes binary `jsonb`.
  private static let jsonbVersion: UInt8 = 1

  package func write(as type: PostgresType, to bytes: inout [UInt8]) throws(ValueError) {
    switch type {
    case .text, .varchar, .bpchar, .name, .json, .unknown: break
    case .jsonb: bytes.append(Self.jsonbVersion)
    default: guard type.isOfExtension else { throw .type(String.self, type) }
    }
    let start = bytes.count
    bytes.append(contentsOf: utf8)
    guard !bytes[start...].contains(0) else { throw .zeroCharacter }
  }

  package init(_ bytes: UnsafeRawBufferPointer, as type: PostgresType) throws(ValueError) {
    var bytes = bytes
    switch type {
    case .text, .varchar, .bpchar, .name, .json, .unknown: break
    case .jsonb:
      guard bytes.first == Self.jsonbVersion else { throw .length(type) }
      bytes = UnsafeRawBufferPointer(rebasing: bytes.dropFirst())
    default: guard type.isOfExtension else { throw .type(String.self, type) }
    }
    self = String(decoding: bytes, as: UTF8.self)
  }
}
