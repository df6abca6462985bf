import Corpus

/// The content of an OpenDocument text, spreadsheet, presentation or drawing, read in one go.
///
/// Slides and the tables of a spreadsheet are pages. Deleted text of tracked changes, comments and descriptions of
/// pictures are left out; notes follow the paragraph that refers to them.
struct OpenDocumentBody {
  private(set) var flow: Flow
  /// The paragraphs that are open, the innermost last: frames and notes hold paragraphs inside a paragraph.
  private var open: [OpenParagraph] = []
  /// What the paragraphs of the open notes say, and how many paragraphs are around each.
  private var notes: [(text: [UInt8], depth: Int)] = []
  /// For each open list, whether an item has just begun in it.
  private var lists: [Bool] = []
  private var rowRepeats: [Int] = []
  private var cellRepeats: [Int] = []
  private var isSpreadsheet = false
  private var isTitle = false
  private var pages = 0

  private static let mostSpaces = 256

  init(_ cursor: XMLCursor, into manuscript: Manuscript) throws {
    flow = Flow(into: manuscript)
    while let event = try cursor.next() {
      switch event {
      case .start: try begin(cursor.name, at: cursor)
      case .end: try end(cursor.name)
      case .text: if !open.isEmpty { open[open.count - 1].append(cursor.text) }
      }
    }
  }

  private mutating func begin(_ name: String, at cursor: XMLCursor) throws {
    switch name {
    case "h": open.append(OpenParagraph(headingLevel: cursor.attribute("outline-level").flatMap(Int.init) ?? 1))
    case "p": open.append(OpenParagraph())
    case "list": lists.append(false)
    case "list-item": if !lists.isEmpty { lists[lists.count - 1] = true }
    case "spreadsheet": isSpreadsheet = true
    case "table": try beginTable(cursor)
    case "table-row": beginRow(cursor)
    case "table-cell", "covered-table-cell":
      flow.beginCell()
      cellRepeats.append(cursor.attribute("number-columns-repeated").flatMap(Int.init) ?? 1)
    case "page" where cursor.attribute("master-page-name") != nil:
      pages += 1
      try flow.manuscript.beginPage(pages)
    case "frame": try beginFrame(cursor)
    case "note": notes.append(([], open.count))
    case "tracked-changes", "annotation", "note-citation", "automatic-styles", "forms", "ruby-text": try cursor.skip()
    // Of pictures; a field that shows the document's title has the same name.
    case "title" where cursor.prefix == "svg", "desc": try cursor.skip()
    default: inline(name, at: cursor)
    }
  }

  private mutating func inline(_ name: String, at cursor: XMLCursor) {
    guard !open.isEmpty else { return }
    let last = open.count - 1
    switch name {
    case "s": open[last].append(" ", count: min(cursor.attribute("c").flatMap(Int.init) ?? 1, Self.mostSpaces))
    case "tab": open[last].append("\t")
    case "line-break": open[last].append("\n")
    case "a": open[last].link = cursor.attribute("href").map { (open[last].text.count, $0) }
    default: break
    }
  }

  private mutating func end(_ name: String) throws {
    switch name {
    case "h", "p": if let paragraph = open.popLast() { try write(paragraph) }
    case "list": _ = lists.popLast()
    case "table": if !isSpreadsheet { try flow.endTable() }
    case "table-row": try flow.endRow(repeated: rowRepeats.popLast() ?? 1)
    case "table-cell", "covered-table-cell": try flow.endCell(repeated: cellRepeats.popLast() ?? 1)
    case "frame": isTitle = false
    case "note":
      guard let note = notes.popLast(), !open.isEmpty else { return }
      open[open.count - 1].notes.append(note.text)
    case "a":
      guard let paragraph = open.last, let link = paragraph.link else { return }
      flow.manuscript.add(
        Link(target: link.target, text: String(decoding: paragraph.text[link.start...], as: UTF8.self)))
      open[open.count - 1].link = nil
    default: break
    }
  }

  private mutating func beginTable(_ cursor: XMLCursor) throws {
    guard isSpreadsheet, !flow.isInTable else { return try flow.beginTable() }
    pages += 1
    flow.beginSheet(pages, name: cursor.attribute("name") ?? "")
  }

  private mutating func beginRow(_ cursor: XMLCursor) {
    flow.beginRow()
    rowRepeats.append(cursor.attribute("number-rows-repeated").flatMap(Int.init) ?? 1)
  }

  /// Frames of a slide: its title is a heading, and what is the same on every slide is passed over.
  private mutating func beginFrame(_ cursor: XMLCursor) throws {
    switch cursor.attribute("class", prefix: "presentation") {
    case "title": isTitle = true
    case "header", "footer", "date-time", "page-number", "page": try cursor.skip()
    default: isTitle = false
    }
  }

  private mutating func write(_ paragraph: OpenParagraph) throws {
    if let note = notes.last, note.depth <= open.count {
      notes[notes.count - 1].text += (note.text.isEmpty ? [] : [UInt8(ascii: " ")]) + paragraph.text
      return
    }
    if isTitle || paragraph.headingLevel != nil {
      try flow.write(heading: paragraph.text, level: paragraph.headingLevel ?? 1)
    } else if lists.last == true {
      // Only the first paragraph of an item gets the dash.
      lists[lists.count - 1] = false
      try flow.write(item: paragraph.text, depth: lists.count - 1)
    } else {
      try flow.write(paragraph: paragraph.text)
    }
    for note in paragraph.notes { try flow.write(paragraph: note) }
  }
}
