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

  /// The offset of a byte, at or after another offset.
  func offset(of byte: UInt8, from start: Int = 0) -> Int? {
    guard let baseAddress, start <= count, let found = memchr(baseAddress + start, Int32(byte), count - start) else {
      return nil
    }
    return UnsafeRawPointer(found) - UnsafeRawPointer(baseAddress)
  }
}
