import Corpus

/// Reads XML of any vocabulary as the text of its elements.
struct XMLFormat: Format {
  func extract(_ content: Content, in session: ExtractionSession) throws {
    let mark = ByteOrderMark(of: content.bytes)
    let bytes = UnsafeRawBufferPointer(rebasing: content.bytes.dropFirst(mark?.length ?? 0))
    let encoding = mark?.encoding ?? HTMLEncoding.encoding(of: bytes)
    let utf8 = try TextDecoder(encoding, subject: content.uri).decode(bytes)
    var reader = XMLReader()
    // libxml2 wants the declaration first; what is lenient about white space is everything else.
    let start = utf8.firstIndex { $0 > 0x20 } ?? 0
    try utf8.withUnsafeBufferPointer {
      try XMLParser.parse(
        UnsafeBufferPointer(rebasing: $0[start...]), uri: content.uri, maxTextBytes: session.options.maxTextBytes, into: &reader)
    }
    try session.emit(reader.document(uri: content.uri))
  }
}
