package import Corpus

/// Reads web pages: the text of their main content, without what surrounds it.
package struct HTMLFormat: Format {
  package init() {}

  package func extract(_ content: Content, in session: ExtractionSession) throws {
    let reader = try read(content.bytes, uri: content.uri, encoding: nil, maxTextBytes: session.options.maxTextBytes)
    // A page that only sends its readers on has nothing of its own to find.
    if reader.metadata.redirects, reader.text.count < 1000 {
      return try session.emit(.skipped(uri: content.uri, reason: "text/html: redirects to another page"))
    }
    try session.emit(reader.document(uri: content.uri, mediaType: "text/html"))
  }

  /// Reads a page that is part of something else: a chapter of a book, the HTML part of a message.
  ///
  /// - Parameter encoding: where something outside the page says it; else it is found out.
  /// - Throws: ``Failure`` `document.tooLarge`, `encoding.unavailable`. A page without text gives a document without.
  package func document(
    from bytes: UnsafeRawBufferPointer, uri: String, encoding: TextEncoding? = nil, maxTextBytes: Int
  ) throws -> Document {
    try read(bytes, uri: uri, encoding: encoding, maxTextBytes: maxTextBytes).document(uri: uri, mediaType: "text/html")
  }

  private func read(
    _ bytes: UnsafeRawBufferPointer, uri: String, encoding: TextEncoding?, maxTextBytes: Int
  ) throws -> HTMLReader {
    let mark = ByteOrderMark(of: bytes)
    let encoding = mark?.encoding ?? encoding ?? HTMLEncoding.encoding(of: bytes)
    let text = UnsafeRawBufferPointer(rebasing: bytes.dropFirst(mark?.length ?? 0))
    let utf8 = try TextDecoder(encoding, subject: uri).decode(text)
    var reader = HTMLReader()
    try utf8.withUnsafeBufferPointer { try HTMLParser.parse($0, uri: uri, maxTextBytes: maxTextBytes, into: &reader) }
    return reader
  }
}
