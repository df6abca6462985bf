import Corpus

/// Reads XML of any vocabulary as the text of its elements.
struct XMLFormat: Format {
  func extract(_ content: Content, in session: ExtractionSession) throws {
    let document = try content.withText(guess: HTMLEncoding.encoding) { text in
      var reader = XMLReader()
      // An XML declaration must come first; some programs write an empty line before it.
      let start = text.firstIndex { $0 > 0x20 } ?? 0
      try XMLParser.parse(
        UnsafeBufferPointer(rebasing: text[start...]), uri: content.uri, maxTextBytes: session.options.maxTextBytes,
        into: &reader)
      return reader.document(uri: content.uri)
    }
    try session.emit(document)
  }
}
