import Corpus

/// Reads the text of PDF documents, page by page, with outline, links and metadata.
///
/// One document comes out of it. Pages that cannot be read are refused as `uri#page=14` (or `14-20`), and pages that
/// are nothing but pictures skipped; the rest goes on. Running headers, footers and page numbers are left out, see
/// ``PageFurniture``. Time is poppler's; a document's pages are held in memory until all are read.
package struct PDFFormat: Format {
  package init() {}

  package func extract(_ content: Content, in session: ExtractionSession) throws {
    let file = try PDFFile(content, passwords: session.options.passwords)
    let limit = session.options.maxTextBytes
    let reading = try PDFReading(of: file, uri: content.uri, limit: limit)
    guard !reading.pages.isEmpty else { throw reading.isDamaged ? Self.unreadable(content) : Self.noText(content) }

    var composition = try PDFComposition(of: reading.pages, into: Manuscript(uri: content.uri, limit: limit))
    guard !composition.manuscript.isEmpty else { throw Self.noText(content) }
    composition.mark(file.outline)

    let information = file.information
    var metadata = information.metadata
    metadata["pages"] = .number(Double(file.pageCount))
    let damaged = reading.pages.filter(\.isDamaged)
    if !damaged.isEmpty { metadata["damagedPages"] = .list(damaged.map { .number(Double($0.number)) }) }
    try session.emit(
      .document(
        composition.manuscript.document(
          title: information.title, mediaType: "application/pdf", metadata: metadata)))
    try emitMissing(reading, of: content, in: session)
  }

  private func emitMissing(_ reading: PDFReading, of content: Content, in session: ExtractionSession) throws {
    for pages in PDFReading.runs(reading.unreadable) {
      let uri = "\(content.uri)#page=\(pages)"
      try session.emit(
        .refused(
          uri: uri,
          Failure("pdf.pageUnreadable", uri, "cannot be read: damaged", remedy: "fetch or export the document again")))
    }
    for pages in PDFReading.runs(reading.pictures) {
      try session.emit(
        .skipped(uri: "\(content.uri)#page=\(pages)", reason: "a picture without text; text recognition is not done"))
    }
  }

  private static func unreadable(_ content: Content) -> Failure {
    Failure(
      "pdf.damaged", content.uri, "none of its pages can be read: damaged or cut short",
      remedy: "fetch or export it again, or exclude it")
  }

  private static func noText(_ content: Content) -> Failure {
    Failure(
      "pdf.noText", content.uri, "holds no text, only pictures or empty pages; text recognition (OCR) is not done",
      remedy: "run it through an OCR program first, or exclude it")
  }
}
