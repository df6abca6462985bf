/// Reads back what ``ByteWriter`` wrote, trusting nothing.
struct ByteReader {
  let bytes: MappedBytes
  private(set) var position = 0

  init(_ bytes: MappedBytes) { self.bytes = bytes }

  var isAtEnd: Bool { position >= bytes.count }

  mutating func byte() throws(Damage) -> UInt8 {
    guard position < bytes.count else { throw Damage(what: "a record ends too early") }
    defer { position += 1 }
    return bytes.start.load(fromByteOffset: position, as: UInt8.self)
  }

  mutating func number<Number: FixedWidthInteger & BitwiseCopyable>(_ type: Number.Type) throws(Damage) -> Number {
    let number = try bytes.load(position, as: type)
    position += MemoryLayout<Number>.size
    return number
  }

  mutating func variable() throws(Damage) -> UInt64 {
    var result: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let byte = try byte()
      result |= UInt64(byte & 0x7f) << shift
      if byte < 0x80 { return result }
      shift += 7
      guard shift < 64 else { throw Damage(what: "a number is too long") }
    }
  }

  mutating func integer() throws(Damage) -> Int { Int(Int64(bitPattern: try variable())) }

  mutating func count() throws(Damage) -> Int {
    let count = try variable()
    guard count <= bytes.count - position else { throw Damage(what: "a record ends too early") }
    return Int(count)
  }

  mutating func string() throws(Damage) -> String {
    let count = try count()
    let slice = try bytes.slice(position, count)
    position += count
    return String(decoding: slice.buffer, as: UTF8.self)
  }

  mutating func optionalString() throws(Damage) -> String? { try byte() == 0 ? nil : try string() }
}
