extension Content {
  /// Calls back with the same content in an encoding that ASCII bytes can be found in. Rows are read where they stand;
  /// only files in UTF-16 or UTF-32 are converted first, as a whole.
  func withASCII(maxTextBytes: Int, _ body: (Content) throws -> Void) throws {
    var plain = self
    let (bytes, marked) = unmarked()
    plain.bytes = bytes
    guard let wide = marked ?? EncodingGuess.wideEncoding(of: bytes), wide.isWide else { return try body(plain) }
    try checkSize(maxTextBytes: maxTextBytes)
    try TextDecoder(wide, subject: uri).decode(bytes).withUnsafeBytes { bytes in
      plain.bytes = bytes
      try body(plain)
    }
  }
}
