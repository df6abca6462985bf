/// Reads UTF-8 that may be invalid.
enum UTF8Scanner {
  /// Bytes of the valid sequence at an offset, or nil when what stands there is not one.
  ///
  /// Valid means Unicode's table 3-7: no overlong forms, no surrogates, nothing beyond U+10FFFF.
  @inline(__always)
  static func sequence(at offset: Int, of bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    let first = bytes[offset]
    if first < 0x80 { return 1 }
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard first >= 0xC2, first <= 0xF4, offset + length <= bytes.count else { return nil }
    let second = bytes[offset + 1]
    let lowest: UInt8 = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80
    let highest: UInt8 = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF
    guard second >= lowest, second <= highest else { return nil }
    for index in 2..<max(2, length) where bytes[offset + index] & 0xC0 != 0x80 { return nil }
    return length
  }

  /// Counts what is valid and what is not among the characters beyond ASCII.
  ///
  /// - Parameter enough: stops once this many invalid places were seen.
  static func census(_ bytes: UnsafeBufferPointer<UInt8>, enough: Int = .max) -> (valid: Int, invalid: Int) {
    var valid = 0
    var invalid = 0
    var offset = 0
    while offset < bytes.count, invalid < enough {
      offset = endOfASCII(from: offset, of: bytes)
      guard offset < bytes.count else { break }
      if let length = sequence(at: offset, of: bytes) {
        valid += 1
        offset += length
      } else {
        invalid += 1
        offset += 1
      }
    }
    return (valid, invalid)
  }

  /// The offset of the next byte beyond ASCII, eight bytes at a time.
  static func endOfASCII(from start: Int, of bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let raw = UnsafeRawBufferPointer(bytes)
    var offset = start
    while offset + 8 <= raw.count {
      guard raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self) & 0x8080_8080_8080_8080 == 0 else { break }
      offset += 8
    }
    while offset < raw.count, raw[offset] < 0x80 { offset += 1 }
    return offset
  }
}
