/// Finds out the encoding of a page without a byte order mark: what it declares, else as it looks.
enum HTMLEncoding {
  static func encoding(of bytes: UnsafeRawBufferPointer) -> TextEncoding {
    guard let declared = declared(in: bytes) else { return EncodingGuess.encoding(of: bytes) }
    // Who reads the declaration byte by byte knows that the page is not UTF-16.
    return declared.isWide ? .utf8 : declared
  }

  /// The `charset=` of a `meta` element or the `encoding=` of an XML declaration in the page's first bytes.
  private static func declared(in bytes: UnsafeRawBufferPointer) -> TextEncoding? {
    let lowered = Self.lowered(UnsafeRawBufferPointer(rebasing: bytes.prefix(4096)))
    return lowered.withUnsafeBufferPointer { head in
      if head.has("<?xml"), let end = head.offset(of: UInt8(ascii: ">")),
        let encoding = label(after: "encoding", in: UnsafeBufferPointer(rebasing: head[..<end]))
      {
        return encoding
      }
      var position = 0
      while let tag = head.range(of: "<meta", from: position) {
        position = head.offset(of: UInt8(ascii: ">"), from: tag.upperBound) ?? head.count
        let attributes = UnsafeBufferPointer(rebasing: head[tag.upperBound..<position])
        if let encoding = label(after: "charset", in: attributes) { return encoding }
      }
      return nil
    }
  }

  private static func lowered(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: bytes.count) { lowered, count in
      // Not `map`: this way the compiler takes sixteen bytes at a time.
      for index in 0..<bytes.count {
        let byte = bytes[index]
        lowered[index] = byte &- 0x41 < 26 ? byte | 0x20 : byte
      }
      count = bytes.count
    }
  }

  /// The encoding named after `name =`, quoted or not.
  private static func label(after name: StaticString, in tag: UnsafeBufferPointer<UInt8>) -> TextEncoding? {
    guard let found = tag.range(of: name) else { return nil }
    let value = tag[found.upperBound...].drop { $0 <= 0x20 }
    guard value.first == UInt8(ascii: "=") else { return nil }
    let label = value.dropFirst().drop { $0 <= 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") }
      .prefix { $0 > 0x20 && !"\"';/?>".utf8.contains($0) }
    return TextEncoding(label: String(decoding: label, as: UTF8.self))
  }
}
