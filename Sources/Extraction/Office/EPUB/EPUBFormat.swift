import Corpus

/// Reads books in EPUB 2 and 3: the chapters in reading order as one document.
///
/// A chapter without headings of its own gets the title that the table of contents gives it. A chapter without text,
/// such as a cover, is skipped as `book.epub!/cover.xhtml`; one that is missing or cannot be read is refused so, and
/// the rest goes on.
package struct EPUBFormat: Format {
  /// Reads a chapter.
  private let inner: any Format

  /// - Parameter inner: what chapters are given to; it reads XHTML.
  package init(inner: any Format) { self.inner = inner }

  package func extract(_ content: Content, in session: ExtractionSession) throws {
    let book = try EPUBPackage(of: content, in: session)
    let wanted = Set(book.chapters + book.contents)
    let parts = try ZipParts(of: content, in: session) { wanted.contains($0) }
    var contents = EPUBContents()
    for part in book.contents {
      // A book can be read without its table of contents.
      if let cursor = try? parts.cursor(part) { try? contents.add(cursor, part: part) }
    }

    var manuscript = Manuscript(uri: content.uri, limit: session.options.maxTextBytes)
    for chapter in book.chapters {
      let uri = "\(content.uri)!/\(chapter)"
      do {
        guard let bytes = parts[chapter] else { throw Failure.missing("such chapter", in: uri) }
        let inside = Content(uri: uri, bytes: bytes, depth: content.depth)
        // The chapter's bytes are the parts'.
        for document in try withExtendedLifetime(parts, { try documents(of: inside, in: session) }) {
          try manuscript.append(document, title: contents[chapter])
        }
      } catch let failure as Failure where failure.subject == uri {
        try session.emit(.refused(uri: uri, failure))
      }
    }
    guard !manuscript.isEmpty else {
      throw Failure("epub.noText", content.uri, "holds no text", remedy: "nothing to do, or exclude it")
    }
    try session.emit(
      .document(
        manuscript.document(
          title: book.properties.title, mediaType: "application/epub+zip", metadata: book.properties.metadata)))
  }

  /// What the inner format makes of a chapter; what it refuses or skips goes on to the session.
  private func documents(of chapter: Content, in session: ExtractionSession) throws -> [Document] {
    var documents: [Document] = []
    let nested = ExtractionSession(options: session.options) { item in
      if case .document(let document) = item { documents.append(document) } else { try session.emit(item) }
    }
    do {
      try inner.extract(chapter, in: nested)
    } catch let failure as Failure where failure.code == "document.empty" {
      try session.emit(.skipped(uri: chapter.uri, reason: "a chapter without text"))
    }
    return documents
  }
}
