import Corpus

extension MetadataValue {
  private enum Tag: UInt8 { case string = 1, number, no, yes, list }
  /// Lists in lists; deeper ones would cost the reader its stack.
  private static let maxDepth = 8

  /// Lists below the greatest depth are written empty.
  func write(to writer: inout ByteWriter, depth: Int = 0) {
    switch self {
    case .string(let string):
      writer.append(Tag.string.rawValue)
      writer.append(string)
    case .number(let number):
      writer.append(Tag.number.rawValue)
      writer.append(number.bitPattern)
    case .bool(let bool):
      writer.append(bool ? Tag.yes.rawValue : Tag.no.rawValue)
    case .list(let list):
      writer.append(Tag.list.rawValue)
      writer.append(depth < Self.maxDepth ? list : []) { $1.write(to: &$0, depth: depth + 1) }
    }
  }

  init(from reader: inout ByteReader, depth: Int = 0) throws(ProtocolViolation) {
    switch Tag(rawValue: try reader.uint8()) {
    case .string: self = .string(try reader.string())
    case .number:
      let number = Double(bitPattern: try reader.uint64())
      guard number.isFinite else { throw .numberTooLarge }
      self = .number(number)
    case .no: self = .bool(false)
    case .yes: self = .bool(true)
    case .list:
      guard depth <= Self.maxDepth else { throw .nestedTooDeep }
      self = .list(
        try reader.list(ofAtLeast: 1) { reader throws(ProtocolViolation) in
          try MetadataValue(from: &reader, depth: depth + 1)
        })
    case nil: throw .unknownKind
    }
  }
}
