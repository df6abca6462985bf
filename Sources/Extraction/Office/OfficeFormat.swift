import Corpus

/// Reads documents of word processors, spreadsheets and presentations: DOCX, XLSX, PPTX and their variants with macros
/// or as templates, ODT, ODS, ODP and ODG.
///
/// One document comes out of each. What kind it is follows from its parts, not from its name.
package struct OfficeFormat: Format {
  package init() {}

  package func extract(_ content: Content, in session: ExtractionSession) throws {
    let parts = try ZipParts(of: content, in: session, wanted: Self.isText)
    let manuscript = Manuscript(uri: content.uri, limit: session.options.maxTextBytes)
    let document =
      if parts["content.xml"] != nil {
        try OpenDocument.read(parts, uri: content.uri, into: manuscript)
      } else {
        try OOXMLDocument.read(parts, uri: content.uri, into: manuscript)
      }
    guard !document.text.isEmpty else {
      throw Failure("office.noText", content.uri, "holds no text", remedy: "nothing to do, or exclude it")
    }
    try session.emit(.document(document))
  }

  /// Parts that hold text or lead to it; pictures, fonts and looks are never unpacked.
  private static func isText(_ part: String) -> Bool {
    guard part.hasSuffix(".xml") || part.hasSuffix(".rels") || part == "mimetype" else { return false }
    return !part.contains("theme/") && !part.contains("slideLayouts/") && !part.contains("slideMasters/")
      && !part.hasPrefix("customXml/")
  }
}
