import Corpus

/// The body of a Word document, read in one go.
///
/// Deleted and moved-away text of tracked changes, hidden text, headers, footers and comments are left out; notes
/// follow the paragraph that refers to them; the text of shapes comes before the paragraph they are anchored in.
struct WordDocument {
  private(set) var flow: Flow
  private let styles: WordStyles
  private let footnotes: WordNotes
  private let endnotes: WordNotes
  private let relationships: Relationships
  /// The paragraphs that are open, the innermost last: shapes hold paragraphs inside a paragraph.
  private var open: [WordParagraph] = []

  /// - Parameter part: the name of the main part.
  init(_ part: String, in parts: ZipParts, into manuscript: Manuscript) throws {
    flow = Flow(into: manuscript)
    let relationships = try Relationships(of: part, in: parts)
    func cursor(_ type: String) throws -> XMLCursor? {
      try relationships.parts(of: type).first.flatMap { try parts.cursor($0) }
    }
    self.relationships = relationships
    styles = try cursor("styles").map { try WordStyles($0) } ?? WordStyles()
    footnotes = try cursor("footnotes").map { try WordNotes($0) } ?? WordNotes()
    endnotes = try cursor("endnotes").map { try WordNotes($0) } ?? WordNotes()
    let body = try parts.required(part)
    while let event = try body.next() {
      switch event {
      case .start: try begin(body.name, at: body)
      case .end: try end(body.name)
      case .text: break
      }
    }
  }

  private mutating func begin(_ name: String, at cursor: XMLCursor) throws {
    switch name {
    case "p": open.append(WordParagraph())
    case "tbl": try flow.beginTable()
    case "tr": flow.beginRow()
    case "tc": flow.beginCell()
    // What was deleted, and what another element already says.
    case "del", "moveFrom", "Fallback", "sectPr", "sdtPr", "rt", "tblPr", "trPr", "tcPr": try cursor.skip()
    default: if !open.isEmpty { try inline(name, at: cursor) }
    }
  }

  private mutating func inline(_ name: String, at cursor: XMLCursor) throws {
    let last = open.count - 1
    switch name {
    case "pPr": try open[last].readProperties(cursor, styles: styles)
    case "rPr": if try Self.isHidden(cursor) { try skipRun(cursor) }
    case "t": try cursor.appendContent(to: &open[last].text)
    case "tab", "ptab": open[last].text.append(UInt8(ascii: "\t"))
    case "br", "cr": open[last].text.append(UInt8(ascii: "\n"))
    case "noBreakHyphen": open[last].text.append(UInt8(ascii: "-"))
    case "hyperlink":
      if let target = relationships.link(cursor.attribute("id")) { open[last].link = (open[last].text.count, target) }
    case "footnoteReference": open[last].notes += cursor.attribute("id").flatMap { footnotes[$0] }.map { [$0] } ?? []
    case "endnoteReference": open[last].notes += cursor.attribute("id").flatMap { endnotes[$0] }.map { [$0] } ?? []
    default: break
    }
  }

  private mutating func end(_ name: String) throws {
    switch name {
    case "p": if let paragraph = open.popLast() { try write(paragraph) }
    case "tbl": try flow.endTable()
    case "tr": try flow.endRow()
    case "tc": try flow.endCell()
    case "hyperlink":
      guard let link = open.last?.link, let text = open.last?.text else { return }
      flow.manuscript.add(Link(target: link.target, text: String(decoding: text[link.start...], as: UTF8.self)))
      open[open.count - 1].link = nil
    default: break
    }
  }

  private mutating func write(_ paragraph: WordParagraph) throws {
    if let level = paragraph.headingLevel {
      try flow.write(heading: paragraph.text, level: level)
    } else if let depth = paragraph.listDepth {
      try flow.write(item: paragraph.text, depth: depth)
    } else {
      try flow.write(paragraph: paragraph.text)
    }
    for note in paragraph.notes { try flow.write(paragraph: note) }
  }

  private static func isHidden(_ cursor: XMLCursor) throws -> Bool {
    var isHidden = false
    try cursor.inside { event in
      guard event == .start, cursor.name == "vanish" else { return }
      isHidden = !["0", "false", "off"].contains(cursor.attribute("val"))
    }
    return isHidden
  }

  /// Passes over the rest of the run whose properties were just read.
  private func skipRun(_ cursor: XMLCursor) throws {
    while let event = try cursor.next() {
      switch event {
      case .start: try cursor.skip()
      case .end: return
      case .text: break
      }
    }
  }
}
