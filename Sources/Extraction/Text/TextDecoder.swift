/// Turns foreign bytes of a known encoding into clean UTF-8.
package struct TextDecoder {
  package let encoding: TextEncoding
  /// Named in a failure.
  private let subject: String

  package init(_ encoding: TextEncoding, subject: String) {
    self.encoding = encoding
    self.subject = subject
  }

  /// - Throws: ``Failure`` `encoding.unavailable`.
  package func decode(_ bytes: UnsafeRawBufferPointer) throws -> [UInt8] {
    guard encoding != .utf8 else { return CleanText.utf8(bytes) }
    let utf8 = try Transcoder(from: encoding, subject: subject).utf8(bytes)
    return utf8.withUnsafeBytes { CleanText.utf8($0) }
  }

  /// Calls back with the decoded text, where it stands if there is nothing to decode or clean.
  func with<Result>(
    _ bytes: UnsafeRawBufferPointer, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) throws -> Result {
    if encoding == .utf8, CleanText.isClean(bytes) { return try body(bytes.bindMemory(to: UInt8.self)) }
    return try decode(bytes).withUnsafeBufferPointer(body)
  }
}

extension Content {
  /// The bytes after a byte order mark, and the encoding that it names.
  func unmarked() -> (bytes: UnsafeRawBufferPointer, encoding: TextEncoding?) {
    let mark = ByteOrderMark(of: bytes)
    return (UnsafeRawBufferPointer(rebasing: bytes.dropFirst(mark?.length ?? 0)), mark?.encoding)
  }

  /// Calls back with the content as clean UTF-8.
  /// - Parameter guess: finds out the encoding of bytes without a mark.
  func withText<Result>(
    guess: (UnsafeRawBufferPointer) -> TextEncoding = EncodingGuess.encoding,
    _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) throws -> Result {
    let (bytes, encoding) = unmarked()
    return try TextDecoder(encoding ?? guess(bytes), subject: uri).with(bytes, body)
  }
}
