/// Rows are read where they stand; only files in UTF-16 or UTF-32 are converted first, as a whole.
enum UTF8Content {
  /// Calls back with the same content without its byte order mark, in an encoding that ASCII bytes can be found in.
  static func with(_ content: Content, _ body: (Content) throws -> Void) throws {
    let mark = ByteOrderMark(of: content.bytes)
    var plain = content
    plain.bytes = UnsafeRawBufferPointer(rebasing: content.bytes.dropFirst(mark?.length ?? 0))
    guard let wide = mark?.encoding ?? EncodingGuess.wideEncoding(of: content.bytes), wide.isWide else {
      return try body(plain)
    }
    try TextDecoder(wide, subject: content.uri).decode(plain.bytes).withUnsafeBytes { bytes in
      plain.bytes = bytes
      try body(plain)
    }
  }
}
