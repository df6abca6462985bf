import Corpus

/// The package document of an EPUB (OPF): what the book is, what is in it, and in which order it is read.
struct EPUBPackage {
  private(set) var properties = OfficeProperties()
  /// The parts to read, in order.
  private(set) var chapters: [String] = []
  /// The parts that hold the table of contents: the one of EPUB 3, the one of EPUB 2, or both.
  private(set) var contents: [String] = []

  private static let container = "META-INF/container.xml"
  private static let encryption = "META-INF/encryption.xml"

  /// - Throws: ``Failure`` `office.damaged`, `epub.encrypted`, and those of the archive.
  init(of content: Content, in session: ExtractionSession) throws {
    let about = try ZipParts(of: content, in: session) { [Self.container, Self.encryption].contains($0) }
    let path = try Self.path(about.required(Self.container))
    guard let path else { throw Failure.missing("package document", in: content.uri) }
    let parts = try ZipParts(of: content, in: session) { $0 == path }
    try read(parts.required(path), path: path)
    if let encryption = try about.cursor(Self.encryption) { try refuseEncrypted(encryption, uri: content.uri) }
  }

  private static func path(_ container: XMLCursor) throws -> String? {
    while let name = try container.nextElement() {
      if name == "rootfile" { return container.attribute("full-path").map { PartPath.resolve($0, from: "") } }
    }
    return nil
  }

  /// - Parameter path: the package document's own name, which references are relative to.
  private mutating func read(_ cursor: XMLCursor, path: String) throws {
    var items: [String: String] = [:]
    while let name = try cursor.nextElement() {
      switch name {
      case "item":
        guard let id = cursor.attribute("id"), let reference = cursor.attribute("href") else { break }
        let part = PartPath.resolve(reference, from: path)
        items[id] = part
        if cursor.attribute("media-type") == "application/x-dtbncx+xml" { contents.append(part) }
        if cursor.attribute("properties")?.split(separator: " ").contains("nav") ?? false {
          contents.insert(part, at: 0)
        }
      case "itemref":
        if let part = cursor.attribute("idref").flatMap({ items[$0] }) { chapters.append(part) }
      default: try properties.read(name, at: cursor)
      }
    }
  }

  /// Fonts are often encrypted, which harms nobody; chapters are when the book is sold with rights management.
  private func refuseEncrypted(_ encryption: XMLCursor, uri: String) throws {
    let chapters = Set(chapters)
    while let name = try encryption.nextElement() {
      guard name == "CipherReference", let reference = encryption.attribute("URI") else { continue }
      if chapters.contains(PartPath.resolve(reference, from: "")) {
        throw Failure("epub.encrypted", uri, "is encrypted (DRM)", remedy: "exclude it")
      }
    }
  }
}
