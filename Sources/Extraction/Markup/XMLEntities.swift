import CXML

/// What the names in `&name;` stand for.
///
/// A name for a piece of plain text may be declared and used; that is all an entity can be here. One that holds markup
/// or other entities, or stands for a file, may be declared but not used: that is how a few lines grow to gigabytes, and
/// how files are read that nobody meant to give away.
final class XMLEntities {
  private static let longestText = 1024
  private static let mostNames = 10_000

  /// Texts by name; nil for one that is more than text.
  private var declared: [String: [UInt8]?] = [:]
  /// The answer to the last question. libxml2 takes an entity that claims to be predefined for what it is: text.
  private let entity = UnsafeMutablePointer<xmlEntity>.allocate(capacity: 1)
  private let content = UnsafeMutablePointer<xmlChar>.allocate(capacity: XMLEntities.longestText + 1)

  init() {
    entity.initialize(to: xmlEntity())
    entity.pointee.etype = XML_INTERNAL_PREDEFINED_ENTITY
    entity.pointee.content = content
  }

  deinit {
    entity.deallocate()
    content.deallocate()
  }

  /// Takes note of a declaration; as in XML, the first of a name counts.
  /// - Parameter content: nil where the entity is a file.
  func declare(_ name: UnsafePointer<xmlChar>, _ content: UnsafePointer<xmlChar>?) {
    let name = String(cString: name)
    guard declared.count < Self.mostNames, declared[name] == nil else { return }
    let text = content.map { UnsafeBufferPointer(start: $0, count: Int(xmlStrlen($0))) }
    let isText = text.map {
      $0.count <= Self.longestText && !$0.contains(UInt8(ascii: "&")) && !$0.contains(UInt8(ascii: "<"))
    }
    declared.updateValue(isText == true ? text.map { Array($0) } : nil, forKey: name)
  }

  /// What to put in place of a name; nil where that is refused.
  ///
  /// HTML's names are known without being declared, as feeds and old pages expect. A name that nobody declared stays.
  /// - Parameter isText: whether it stands in text; in attributes libxml2 has room for one byte only.
  func entity(_ name: UnsafePointer<xmlChar>, isText: Bool) -> UnsafeMutablePointer<xmlEntity>? {
    let text: [UInt8]
    if let declaration = declared[String(cString: name)] {
      guard let declaration else { return nil }
      text = declaration
    } else if let html = htmlEntityLookup(name), let scalar = Unicode.Scalar(html.pointee.value) {
      text = Array(String(Character(scalar)).utf8)
    } else {
      text = Array("&\(String(cString: name));".utf8.prefix(Self.longestText))
    }
    let written = isText ? text : [UInt8(ascii: "?")]
    for (index, byte) in written.enumerated() { content[index] = byte }
    content[written.count] = 0
    return entity
  }
}
