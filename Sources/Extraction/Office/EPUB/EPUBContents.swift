/// The titles that a book's table of contents gives its chapters.
struct EPUBContents {
  /// By the name of the chapter's part; the first entry that leads into it counts.
  private var titles: [String: String] = [:]

  /// Adds the entries of a table of contents, of EPUB 2 (`navPoint`) or 3 (`a` inside `nav`).
  mutating func add(_ cursor: XMLCursor, part: String) throws {
    var label = ""
    while let name = try cursor.nextElement() {
      switch name {
      case "navLabel": label = Manuscript.cleaned(try cursor.content())
      case "content": add(label, for: cursor.attribute("src"), in: part)
      case "a":
        let reference = cursor.attribute("href")
        add(Manuscript.cleaned(try cursor.content()), for: reference, in: part)
      default: break
      }
    }
  }

  subscript(part: String) -> String? { titles[part] }

  private mutating func add(_ title: String, for reference: String?, in part: String) {
    guard let reference, !title.isEmpty else { return }
    let chapter = PartPath.resolve(reference, from: part)
    if titles[chapter] == nil { titles[chapter] = title }
  }
}
