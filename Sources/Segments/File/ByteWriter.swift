/// Grows a record byte by byte: little-endian numbers, variable-length numbers, and strings behind their length.
struct ByteWriter {
  var bytes: [UInt8] = []

  mutating func append<Number: FixedWidthInteger>(_ number: Number) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  /// Seven bits a byte, least significant first, the top bit set on all but the last.
  @inline(__always)
  mutating func append(variable number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  mutating func append(variable number: Int) { append(variable: UInt64(bitPattern: Int64(number))) }

  mutating func append(_ string: String) {
    append(variable: string.utf8.count)
    bytes.append(contentsOf: string.utf8)
  }

  mutating func append(_ string: String?) {
    bytes.append(string == nil ? 0 : 1)
    if let string { append(string) }
  }
}
