import Corpus

/// A document in the OpenDocument formats (ISO/IEC 26300).
enum OpenDocument {
  private static let text = "application/vnd.oasis.opendocument.text"

  /// - Throws: ``Failure`` `office.encrypted`, `office.damaged`, `document.tooLarge`.
  static func read(_ parts: ZipParts, uri: String, into manuscript: Manuscript) throws -> Document {
    try refuseEncrypted(parts, uri: uri)
    let properties =
      try parts.cursor("meta.xml").map { try OfficeProperties($0, isOpenDocument: true) } ?? OfficeProperties()
    let body = try OpenDocumentBody(parts.required("content.xml"), into: manuscript)
    return body.flow.manuscript.document(
      title: properties.title, mediaType: parts.text("mimetype").map(Manuscript.cleaned) ?? text,
      metadata: properties.metadata)
  }

  private static func refuseEncrypted(_ parts: ZipParts, uri: String) throws {
    guard let manifest = try parts.cursor("META-INF/manifest.xml") else { return }
    while let name = try manifest.nextElement() {
      if name == "encryption-data" {
        throw Failure(
          "office.encrypted", uri, "is encrypted", remedy: "save it without a password, or exclude it")
      }
    }
  }
}
