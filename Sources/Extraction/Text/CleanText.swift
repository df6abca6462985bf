import Glibc

/// Text as every document holds it: valid UTF-8, lines ended by `\n`, no control characters but `\n`, `\t` and `\f`.
package enum CleanText {
  /// Cleans what is meant to be UTF-8: what is invalid becomes U+FFFD, controls are dropped. About 1 GB/s.
  package static func utf8(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    let input = bytes.bindMemory(to: UInt8.self)
    guard let source = input.baseAddress else { return [] }
    // Every byte may turn into the three of U+FFFD, but hardly ever does: what is valid never grows.
    let invalid = UTF8Scanner.census(input).invalid
    return [UInt8](unsafeUninitializedCapacity: input.count + 2 * invalid + 8) { output, count in
      guard let target = output.baseAddress else { return }
      var offset = 0
      while offset < input.count {
        let start = offset
        while offset < input.count, isPlain(input[offset]) { offset += 1 }
        memcpy(target + count, source + start, offset - start)
        count += offset - start
        guard offset < input.count else { break }
        offset += appendSpecial(at: offset, of: input, to: target, &count)
      }
    }
  }

  /// Whether the bytes are as this would leave them already, as those of most files are.
  static func isClean(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let input = bytes.bindMemory(to: UInt8.self)
    var offset = input.endOfPrintable(from: 0)
    while offset < input.count {
      if input[offset] >= 0x80 {
        guard let length = UTF8Scanner.sequence(at: offset, of: input), !isLeftOut(offset, of: input) else {
          return false
        }
        offset += length
      } else {
        guard isPlain(input[offset]) else { return false }
        offset = input.endOfPrintable(from: offset + 1)
      }
    }
    return true
  }

  /// Cleans a short text, such as an attribute's value, and trims white space at either end.
  static func string(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    guard let first = bytes.firstIndex(where: { $0 > 0x20 }), let last = bytes.lastIndex(where: { $0 > 0x20 }) else {
      return ""
    }
    let trimmed = UnsafeBufferPointer(rebasing: bytes[first...last])
    guard trimmed.contains(where: { !isPlain($0) }) else { return String(decoding: trimmed, as: UTF8.self) }
    return String(decoding: utf8(UnsafeRawBufferPointer(trimmed)), as: UTF8.self)
  }

  @inline(__always)
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte < 0x7F || byte == 0x0A || byte == 0x09 || byte == 0x0C
  }

  /// Copies, replaces or drops the one character at an offset, and returns how many bytes of input it was.
  @inline(__always)
  private static func appendSpecial(
    at offset: Int, of input: UnsafeBufferPointer<UInt8>, to target: UnsafeMutablePointer<UInt8>, _ count: inout Int
  ) -> Int {
    func append(_ byte: UInt8) {
      target[count] = byte
      count += 1
    }
    let byte = input[offset]
    if byte < 0x80 {
      if byte == 0x0D {
        append(0x0A)
        return offset + 1 < input.count && input[offset + 1] == 0x0A ? 2 : 1
      }
      if byte == 0x0B { append(0x0A) }
      return 1
    }
    guard let length = UTF8Scanner.sequence(at: offset, of: input) else {
      append(0xEF)
      append(0xBF)
      append(0xBD)
      return 1
    }
    if isLeftOut(offset, of: input) {
      // U+0085 ends a line.
      if input[offset + 1] == 0x85 { append(0x0A) }
      return length
    }
    for index in 0..<length { append(input[offset + index]) }
    return length
  }

  /// Whether a valid sequence is one of U+0080…U+009F, which are controls too and obeyed by some terminals, or a byte
  /// order mark, which inside a text is left over from joining files.
  @inline(__always)
  private static func isLeftOut(_ offset: Int, of input: UnsafeBufferPointer<UInt8>) -> Bool {
    input[offset] == 0xC2 && input[offset + 1] < 0xA0
      || input[offset] == 0xEF && input[offset + 1] == 0xBB && input[offset + 2] == 0xBF
  }
}
