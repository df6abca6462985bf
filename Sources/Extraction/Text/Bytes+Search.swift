import Glibc

extension UnsafeBufferPointer<UInt8> {
  /// Where a short ASCII text first stands, at or after an offset.
  func range(of text: StaticString, from start: Int = 0) -> Range<Int>? {
    var position = start
    while let found = offset(of: text.utf8Start[0], from: position) {
      if has(text, at: found) { return found..<found + text.utf8CodeUnitCount }
      position = found + 1
    }
    return nil
  }

  /// Whether an ASCII text stands at an offset.
  func has(_ text: StaticString, at offset: Int = 0) -> Bool {
    let length = text.utf8CodeUnitCount
    guard let baseAddress, offset >= 0, length <= count - offset else { return false }
    return memcmp(baseAddress + offset, text.utf8Start, length) == 0
  }

  func equals(_ text: StaticString) -> Bool { count == text.utf8CodeUnitCount && has(text) }

  /// The offset of the next byte that is below the space or above the tilde, or the end; eight bytes at a time.
  func endOfPrintable(from start: Int) -> Int {
    let raw = UnsafeRawBufferPointer(self)
    var offset = start
    while offset + 8 <= raw.count {
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      // The high bits of bytes that are not printable. Carries spoil only what comes after the first of them.
      let others = ((word &- 0x2020_2020_2020_2020) | (word &+ 0x0101_0101_0101_0101) | word) & 0x8080_8080_8080_8080
      if others != 0 { return offset + others.trailingZeroBitCount / 8 }
      offset += 8
    }
    while offset < raw.count, raw[offset] >= 0x20, raw[offset] < 0x7F { offset += 1 }
    return offset
  }

  /// The offset of a byte, at or after another offset.
  func offset(of byte: UInt8, from start: Int = 0) -> Int? {
    guard let baseAddress, start <= count, let found = memchr(baseAddress + start, Int32(byte), count - start) else {
      return nil
    }
    return UnsafeRawPointer(found) - UnsafeRawPointer(baseAddress)
  }
}
