/// Turns foreign bytes of a known encoding into clean UTF-8.
package struct TextDecoder {
  package let encoding: TextEncoding
  /// Named in a failure.
  let subject: String

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

  /// Decodes text that says nothing about its encoding: by its mark, or as it looks.
  package static func decode(_ content: Content) throws -> [UInt8] {
    let mark = ByteOrderMark(of: content.bytes)
    let bytes = UnsafeRawBufferPointer(rebasing: content.bytes.dropFirst(mark?.length ?? 0))
    let encoding = mark?.encoding ?? EncodingGuess.encoding(of: bytes)
    return try TextDecoder(encoding, subject: content.uri).decode(bytes)
  }
}
