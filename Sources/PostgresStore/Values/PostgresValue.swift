/// A value that goes to PostgreSQL and comes back in its binary form.
///
/// The server says which type a parameter or column has; a value writes itself as that type, or refuses.
package protocol PostgresValue: Sendable {
  func write(as type: PostgresType, to bytes: inout [UInt8]) throws(ValueError)
  init(_ bytes: UnsafeRawBufferPointer, as type: PostgresType) throws(ValueError)
}

extension [UInt8] {
  mutating func append(bigEndian integer: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: integer.bigEndian) { append(contentsOf: $0) }
  }

  /// Appends a value's length in four bytes, then the value; NULL has length -1.
  mutating func append(_ value: (some PostgresValue)?, as type: PostgresType) throws(ValueError) {
    guard let value else { return append(bigEndian: Int32(-1)) }
    let start = count
    append(bigEndian: Int32(0))
    try value.write(as: type, to: &self)
    guard let length = Int32(exactly: count - start - 4) else { throw .range(type) }
    withUnsafeMutableBytes { $0.storeBytes(of: length.bigEndian, toByteOffset: start, as: Int32.self) }
  }
}

extension UnsafeRawBufferPointer {
  func bigEndian<T: FixedWidthInteger>(_: T.Type = T.self, at offset: Int = 0) -> T {
    T(bigEndian: loadUnaligned(fromByteOffset: offset, as: T.self))
  }
}
