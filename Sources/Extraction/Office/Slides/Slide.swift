import Corpus

/// The shapes of one slide, or of its notes, as paragraphs of text.
struct Slide {
  private struct Shape {
    var isTitle = false
    var isFurniture = false
    var isNotes = false
    var blocks: [Block] = []
  }

  private enum Block {
    case paragraph([UInt8])
    case row([[UInt8]])

    var text: [UInt8]? { if case .paragraph(let text) = self { text } else { nil } }
  }

  private let relationships: Relationships
  private var shapes: [Shape] = []
  private var links: [Link] = []

  // What is being read: a shape, a paragraph of it, a row of its table, a link.
  private var shape = Shape()
  private var text: [UInt8] = []
  private var row: [[UInt8]]?
  private var cell: [[UInt8]] = []
  private var link: (start: Int, target: String)?

  /// Placeholders that hold the same on every slide, or nothing but a number.
  private static let furniture: Set<String> = ["dt", "ftr", "hdr", "sldNum", "sldImg"]
  private static let space = [UInt8(ascii: " ")]

  init(_ cursor: XMLCursor, relationships: Relationships) throws {
    self.relationships = relationships
    while let event = try cursor.next() {
      switch event {
      case .start: try begin(cursor.name, at: cursor)
      case .end: end(cursor.name)
      case .text: break
      }
    }
    closeShape()
  }

  private mutating func begin(_ name: String, at cursor: XMLCursor) throws {
    switch name {
    case "sp", "graphicFrame": closeShape()
    case "ph":
      let type = cursor.attribute("type") ?? ""
      shape.isTitle = type == "title" || type == "ctrTitle"
      shape.isFurniture = Self.furniture.contains(type)
      shape.isNotes = type == "body"
    // What another element already says, and how it is pronounced.
    case "Fallback", "rt": try cursor.skip()
    case "p":
      text = []
      link = nil
    case "t": try cursor.appendContent(to: &text)
    case "br": text.append(UInt8(ascii: "\n"))
    case "hlinkClick":
      let target = relationships.link(cursor.attribute("id", prefix: "r"))
      link = target.map { (text.count, $0) }
    case "tr": row = []
    default: break
    }
  }

  private mutating func end(_ name: String) {
    switch name {
    case "r":
      guard let ended = link else { return }
      links.append(Link(target: ended.target, text: String(decoding: text[ended.start...], as: UTF8.self)))
      link = nil
    case "p":
      if row == nil { shape.blocks.append(.paragraph(text)) } else { cell.append(text) }
    case "tc":
      row?.append(Array(cell.joined(separator: Self.space)))
      cell = []
    case "tr":
      if let row { shape.blocks.append(.row(row)) }
      row = nil
    case "sp", "graphicFrame": closeShape()
    default: break
    }
  }

  private mutating func closeShape() {
    if !shape.blocks.isEmpty, !shape.isFurniture { shapes.append(shape) }
    shape = Shape()
  }

  /// Writes the title as a heading, then the other shapes in the order they lie on each other.
  func write(to flow: inout Flow) throws {
    for shape in shapes where shape.isTitle {
      let title = Array(shape.blocks.compactMap(\.text).joined(separator: Self.space))
      try flow.write(heading: title, level: 1)
    }
    for shape in shapes where !shape.isTitle { try write(shape, to: &flow) }
    for link in links { flow.manuscript.add(link) }
  }

  /// Writes only what the speaker noted.
  func writeNotes(to flow: inout Flow) throws {
    for shape in shapes where shape.isNotes { try write(shape, to: &flow) }
  }

  private func write(_ shape: Shape, to flow: inout Flow) throws {
    try flow.manuscript.breakParagraph()
    for block in shape.blocks {
      switch block {
      case .paragraph(let text):
        try flow.manuscript.breakLine()
        try flow.manuscript.write(lines: text)
        try flow.manuscript.breakLine()
      case .row(let cells):
        flow.beginRow()
        for cell in cells { try flow.write(cell: cell) }
        try flow.endRow()
      }
    }
    try flow.manuscript.breakParagraph()
  }
}
