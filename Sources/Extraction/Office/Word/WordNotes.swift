/// Footnotes or endnotes of a Word document by their id, each as one line.
struct WordNotes {
  private var notes: [String: [UInt8]] = [:]

  init() {}

  init(_ cursor: XMLCursor) throws {
    while let name = try cursor.nextElement() {
      guard name == "footnote" || name == "endnote", let id = cursor.attribute("id") else { continue }
      // The line that parts notes from text is a note of a type.
      if cursor.attribute("type").map({ $0 != "normal" }) ?? false { continue }
      notes[id] = try Self.text(cursor)
    }
  }

  subscript(id: String) -> [UInt8]? { notes[id] }

  private static func text(_ cursor: XMLCursor) throws -> [UInt8] {
    var text: [UInt8] = []
    try cursor.inside { event in
      switch (event, event == .text ? "" : cursor.name) {
      case (.start, "t"): try cursor.appendContent(to: &text)
      case (.start, "del"), (.start, "moveFrom"), (.start, "Fallback"): try cursor.skip()
      case (.start, "tab"), (.start, "br"), (.end, "p"):
        if !text.isEmpty, text.last != UInt8(ascii: " ") { text.append(UInt8(ascii: " ")) }
      default: break
      }
    }
    while text.last == UInt8(ascii: " ") { text.removeLast() }
    return text
  }
}
