package import Corpus

/// Reads web pages: the text of their main content, without what surrounds it.
package struct HTMLFormat: Format {
  package init() {}

  package func extract(_ content: Content, in session: ExtractionSession) throws {
    let page = try read(content, encoding: nil, maxTextBytes: session.options.maxTextBytes)
    // A page that only sends its readers on has nothing of its own to find.
    if page.redirects, page.document.text.utf8.count < 1000 {
      return try session.emit(.skipped(uri: content.uri, reason: "text/html: redirects to another page"))
    }
    try session.emit(page.document)
  }

  /// Reads a page that is part of something else: a chapter of a book, the HTML part of a message.
  ///
  /// - Parameter encoding: where something outside the page says it; else it is found out.
  /// - Throws: ``Failure`` `document.tooLarge`, `encoding.unavailable`. A page without text gives a document without.
  package func document(
    from bytes: UnsafeRawBufferPointer, uri: String, encoding: TextEncoding? = nil, maxTextBytes: Int
  ) throws -> Document {
    try read(Content(uri: uri, bytes: bytes), encoding: encoding, maxTextBytes: maxTextBytes).document
  }

  private func read(
    _ content: Content, encoding: TextEncoding?, maxTextBytes: Int
  ) throws -> (document: Document, redirects: Bool) {
    try content.withText(guess: { encoding ?? HTMLEncoding.encoding(of: $0) }) { text in
      var reader = HTMLReader()
      try HTMLParser.parse(text, uri: content.uri, maxTextBytes: maxTextBytes, into: &reader)
      let redirects = reader.metadata.redirects
      return (reader.document(uri: content.uri, mediaType: "text/html"), redirects)
    }
  }
}
