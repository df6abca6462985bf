/// What the paragraph styles of a Word document mean for its structure.
struct WordStyles {
  struct Style {
    /// 1 for the outermost; nil for text.
    var headingLevel: Int?
    var isListItem = false
    fileprivate var base: String?
  }

  private var styles: [String: Style] = [:]
  private static let longestChain = 20

  init() {}

  init(_ cursor: XMLCursor) throws {
    while let name = try cursor.nextElement() {
      guard name == "style", let id = cursor.attribute("styleId") else { continue }
      styles[id] = try Self.style(cursor)
    }
  }

  /// The style with what it inherits.
  subscript(id: String) -> Style {
    var found = Style()
    var next: String? = id
    for _ in 0..<Self.longestChain {
      guard let style = next.flatMap({ styles[$0] }) else { break }
      found.headingLevel = found.headingLevel ?? style.headingLevel
      found.isListItem = found.isListItem || style.isListItem
      next = style.base
    }
    return found
  }

  private static func style(_ cursor: XMLCursor) throws -> Style {
    var style = Style()
    try cursor.inside { event in
      guard event == .start else { return }
      switch cursor.name {
      case "name":
        style.headingLevel = style.headingLevel ?? level(ofStyle: cursor.attribute("val") ?? "")
      case "basedOn": style.base = cursor.attribute("val")
      case "outlineLvl": style.headingLevel = level(ofOutline: cursor.attribute("val"))
      case "numPr": style.isListItem = true
      default: break
      }
    }
    return style
  }

  /// By the names every edition of Word keeps in its files, whatever language it speaks to people.
  private static func level(ofStyle name: String) -> Int? {
    let name = name.lowercased()
    if name == "title" { return 1 }
    guard name.hasPrefix("heading "), let level = Int(name.dropFirst(8)), 1...9 ~= level else { return nil }
    return level
  }

  /// Levels count from 0; 9 is text.
  static func level(ofOutline value: String?) -> Int? {
    guard let level = value.flatMap(Int.init), 0...8 ~= level else { return nil }
    return level + 1
  }
}
