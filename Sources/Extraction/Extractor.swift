import Corpus

/// Decides by content what some bytes are, and has the format for it read them.
package struct Extractor: Format {
  package init() {}

  /// Extracts a source object or a member of one; containers call it again for what is inside them.
  ///
  /// What is wrong with the content alone becomes a refused item, so that a container's other members go on.
  /// - Throws: what the session's receiver throws, and failures that are not the content's own.
  package func extract(_ content: Content, in session: ExtractionSession) throws {
    do {
      switch ContentKind(of: content) {
      case .empty:
        throw Failure("document.empty", content.uri, "is empty", remedy: "nothing to do, or exclude it")
      case .noText(let mediaType):
        try session.emit(.skipped(uri: content.uri, reason: "\(mediaType): no text"))
      case .unsupported(let mediaType, let remedy):
        throw Failure(
          "format.unsupported", content.uri, "is of the type \(mediaType), which is not read", remedy: remedy)
      case .unknown:
        throw Failure(
          "format.unknown", content.uri, "is of no known type", remedy: "convert it to a known one, or exclude it")
      case .pdf: try PDFFormat().extract(content, in: session)
      case .office: try OfficeFormat().extract(content, in: session)
      case .epub: try EPUBFormat(inner: self).extract(content, in: session)
      case .archive: try ArchiveFormat(inner: self).extract(content, in: session)
      case .html: try extractWhole(content, HTMLFormat(), in: session)
      case .xml: try extractWhole(content, XMLFormat(), in: session)
      case .json: try JSONFormat().extract(content, in: session)
      case .jsonLines: try JSONLinesFormat().extract(content, in: session)
      case .table(let dialect): try DelimitedFormat(dialect: dialect).extract(content, in: session)
      case .mail: try MailFormat().extract(content, in: session)
      case .markdown: try extractWhole(content, MarkdownFormat(), in: session)
      case .plainText: try extractWhole(content, PlainTextFormat(), in: session)
      }
    } catch let failure as Failure where failure.verdict == .quarantine {
      try session.emit(.refused(uri: content.uri, failure))
    }
  }

  /// Has a format read what becomes one document, unless it is too large for one.
  private func extractWhole(_ content: Content, _ format: some Format, in session: ExtractionSession) throws {
    try content.checkSize(maxTextBytes: session.options.maxTextBytes)
    try format.extract(content, in: session)
  }
}
