import Corpus

/// Reads CSV and TSV: every record a document.
struct DelimitedFormat: Format {
  let dialect: Dialect

  func extract(_ content: Content, in session: ExtractionSession) throws {
    try content.withASCII(maxTextBytes: session.options.maxTextBytes) { content in
      let mediaType = dialect.delimiter == 0x09 ? "text/tab-separated-values" : "text/csv"
      var sink = RowSink(content, mediaType: mediaType, session: session)
      var reader = DelimitedReader(content.bytes.bindMemory(to: UInt8.self), delimiter: dialect.delimiter)
      var decoder = FieldDecoder(content)
      var columns: Columns?
      var number = 0
      while let record = reader.next(maxBytes: session.options.maxRowBytes) {
        switch record {
        case .fields:
          let values = try reader.fields.map { try decoder.text(reader.bytes(of: $0)) }
          if columns == nil {
            columns = Columns(first: values, session.options)
            if columns?.isHeader == true { continue }
          }
          number += 1
          if let columns { try sink.emit(columns.row(values, session.options), number: number) }
        case .tooLong:
          number += 1
          try sink.refuseTooLong(number)
        case .unclosedQuote:
          number += 1
          try sink.refuse(
            number, "row.unclosedQuote", "opens a quote that never closes", remedy: "close it, or double it")
        }
      }
      try sink.finish()
    }
  }
}

/// Decodes fields one by one, so that a table in an old encoding is still read where it stands.
private struct FieldDecoder {
  private let content: Content
  private var legacy: TextDecoder?

  init(_ content: Content) { self.content = content }

  mutating func text(_ bytes: [UInt8]) throws -> String {
    try bytes.withUnsafeBytes { raw in
      guard UTF8Scanner.census(raw.bindMemory(to: UInt8.self), enough: 1).invalid > 0 else {
        return String(decoding: CleanText.utf8(raw), as: UTF8.self)
      }
      let decoder = legacy ?? TextDecoder(EncodingGuess.encoding(of: content.bytes), subject: content.uri)
      legacy = decoder
      return String(decoding: try decoder.decode(raw), as: UTF8.self)
    }
  }
}
