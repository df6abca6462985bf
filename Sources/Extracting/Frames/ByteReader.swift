/// Reads a payload that may have been made by an enemy: every length and every text is checked.
package struct ByteReader {
  private let bytes: UnsafeRawBufferPointer
  private var offset = 0

  /// - Parameter bytes: must outlive the reader.
  package init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  package var remaining: Int { bytes.count - offset }

  package mutating func uint8() throws(ProtocolViolation) -> UInt8 { try integer(UInt8.self) }
  package mutating func uint32() throws(ProtocolViolation) -> UInt32 { try integer(UInt32.self) }
  package mutating func uint64() throws(ProtocolViolation) -> UInt64 { try integer(UInt64.self) }

  /// A size, count or offset.
  package mutating func int() throws(ProtocolViolation) -> Int {
    guard let value = Int(exactly: try uint64()) else { throw .numberTooLarge }
    return value
  }

  package mutating func string() throws(ProtocolViolation) -> String {
    let count = Int(try uint32())
    guard count <= remaining else { throw .truncated }
    defer { offset += count }
    guard let text = String(validating: UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count]), as: UTF8.self)
    else { throw .notUTF8 }
    return text
  }

  package mutating func optionalString() throws(ProtocolViolation) -> String? {
    try uint8() == 0 ? nil : try string()
  }

  /// - Parameter size: the fewest bytes an element can take; a count that could not fit is refused before room is made.
  package mutating func list<Element>(
    ofAtLeast size: Int, _ element: (inout ByteReader) throws(ProtocolViolation) -> Element
  ) throws(ProtocolViolation) -> [Element] {
    let count = Int(try uint32())
    guard count <= remaining / size else { throw .truncated }
    var list: [Element] = []
    list.reserveCapacity(count)
    for _ in 0..<count { list.append(try element(&self)) }
    return list
  }

  /// Refuses payloads with something behind their end.
  package func finish() throws(ProtocolViolation) {
    guard remaining == 0 else { throw .trailingBytes }
  }

  private mutating func integer<Value: FixedWidthInteger>(_ type: Value.Type) throws(ProtocolViolation) -> Value {
    guard remaining >= MemoryLayout<Value>.size else { throw .truncated }
    defer { offset += MemoryLayout<Value>.size }
    return Value(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: type))
  }
}
