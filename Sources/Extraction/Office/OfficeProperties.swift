import Corpus

/// What an office document says about itself: `docProps/core.xml` of OOXML, `meta.xml` of OpenDocument, the metadata of
/// an EPUB. All of them use the words of Dublin Core, or words like them.
struct OfficeProperties {
  private(set) var title: String?
  private(set) var metadata: [String: MetadataValue] = [:]
  private var authors: [String] = []
  private var keywords: [String] = []

  private static let names = [
    "subject": "subject", "description": "description", "language": "language", "publisher": "publisher",
    "created": "created", "creation-date": "created", "modified": "modified",
  ]

  init() {}

  /// - Parameter isOpenDocument: there, the creator is who saved it last, and the date when.
  init(_ cursor: XMLCursor, isOpenDocument: Bool = false) throws {
    while let name = try cursor.nextElement() { try read(name, at: cursor, isOpenDocument: isOpenDocument) }
  }

  /// Takes over the element of that name, which the cursor stands at, if it is a property.
  mutating func read(_ name: String, at cursor: XMLCursor, isOpenDocument: Bool = false) throws {
    switch name {
    case "title":
      let text = try value(cursor)
      title = title ?? text
    case "initial-creator": add(try value(cursor), to: \.authors, as: "author")
    case "creator":
      let text = try value(cursor)
      if !isOpenDocument || authors.isEmpty { add(text, to: \.authors, as: "author") }
    case "keyword", "keywords": add(try value(cursor), to: \.keywords, as: "keywords")
    case "date":
      let key = isOpenDocument ? "modified" : "created"
      if let text = try value(cursor), metadata[key] == nil { metadata[key] = .string(text) }
    default:
      guard let key = Self.names[name], let text = try value(cursor) else { return }
      if metadata[key] == nil { metadata[key] = .string(text) }
    }
  }

  private mutating func add(_ text: String?, to list: WritableKeyPath<Self, [String]>, as key: String) {
    guard let text else { return }
    self[keyPath: list].append(text)
    metadata[key] = .string(self[keyPath: list].joined(separator: ", "))
  }

  private func value(_ cursor: XMLCursor) throws -> String? {
    let text = Manuscript.cleaned(try cursor.content())
    return text.isEmpty ? nil : text
  }
}
