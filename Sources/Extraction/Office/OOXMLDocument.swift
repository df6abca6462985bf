import Corpus

/// A document in the formats of Microsoft Office since 2007 (ECMA-376).
enum OOXMLDocument {
  /// - Throws: ``Failure`` `office.damaged`, `office.unsupported`, `document.tooLarge`.
  static func read(_ parts: ZipParts, uri: String, into manuscript: Manuscript) throws -> Document {
    let package = try Relationships(of: "", in: parts)
    guard let main = package.parts(of: "officeDocument").first else { throw Failure.missing("main part", in: uri) }
    guard main.hasSuffix(".xml") else {
      throw Failure(
        "office.unsupported", uri, "is a binary workbook (xlsb)", remedy: "save it as .xlsx, or exclude it")
    }
    var manuscript = manuscript
    let kind: String
    switch try parts.required(main).nextElement() {
    case "document":
      kind = "wordprocessingml.document"
      manuscript = try WordDocument(main, in: parts, into: manuscript).flow.manuscript
    case "presentation":
      kind = "presentationml.presentation"
      manuscript = try Presentation(main, in: parts, into: manuscript).flow.manuscript
    case "workbook":
      kind = "spreadsheetml.sheet"
      manuscript = try Workbook(main, in: parts, into: manuscript).flow.manuscript
    default:
      throw Failure(
        "office.unsupported", uri, "is no document, presentation or workbook", remedy: "save it as one, or exclude it")
    }
    let core = try package.parts(of: "core-properties").first.flatMap { try parts.cursor($0) }
    let properties = try core.map { try OfficeProperties($0) } ?? OfficeProperties()
    return manuscript.document(
      title: properties.title, mediaType: "application/vnd.openxmlformats-officedocument.\(kind)",
      metadata: properties.metadata)
  }
}
