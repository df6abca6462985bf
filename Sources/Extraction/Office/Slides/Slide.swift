import Corpus

/// The shapes of one slide, or of its notes, as paragraphs of text.
struct Slide {
  private struct Shape {
    var isTitle = false
    var isFurniture = false
    var isNotes = false
    var flow: [Block] = []
  }

  private enum Block {
    case paragraph([UInt8])
    case row([[UInt8]])
  }

  private var shapes: [Shape] = []
  private(set) var links: [Link] = []

  /// Placeholders that hold the same on every slide, or nothing but a number.
  private static let furniture: Set<String> = ["dt", "ftr", "hdr", "sldNum", "sldImg"]

  init(_ cursor: XMLCursor, relationships: Relationships) throws {
    var shape = Shape()
    var text: [UInt8] = []
    var row: [[UInt8]]?
    var cell: [[UInt8]] = []
    var link: (start: Int, target: String)?
    func closeShape() {
      if !shape.flow.isEmpty, !shape.isFurniture { shapes.append(shape) }
      shape = Shape()
    }
    while let event = try cursor.next() {
      switch (event, event == .text ? "" : cursor.name) {
      case (.start, "sp"), (.start, "graphicFrame"): closeShape()
      case (.start, "ph"):
        let type = cursor.attribute("type") ?? ""
        shape.isTitle = type == "title" || type == "ctrTitle"
        shape.isFurniture = Self.furniture.contains(type)
        shape.isNotes = type == "body"
      case (.start, "Fallback"), (.start, "rt"): try cursor.skip()
      case (.start, "p"):
        text = []
        link = nil
      case (.start, "t"): try cursor.appendContent(to: &text)
      case (.start, "br"): text.append(UInt8(ascii: "\n"))
      case (.start, "hlinkClick"): link = relationships.link(cursor.attribute("id", prefix: "r")).map { (text.count, $0) }
      case (.end, "r"):
        guard let ended = link else { break }
        links.append(Link(target: ended.target, text: String(decoding: text[min(ended.start, text.count)...], as: UTF8.self)))
        link = nil
      case (.end, "p"):
        if row == nil { shape.flow.append(.paragraph(text)) } else { cell.append(text) }
      case (.start, "tr"): row = []
      case (.end, "tc"):
        row?.append(Array(cell.joined(separator: [UInt8(ascii: " ")])))
        cell = []
      case (.end, "tr"):
        if let ended = row { shape.flow.append(.row(ended)) }
        row = nil
      case (.end, "sp"), (.end, "graphicFrame"): closeShape()
      default: break
      }
    }
    closeShape()
  }

  /// Writes the title as a heading, then the other shapes in the order they lie on each other.
  func write(to flow: inout Flow) throws {
    for shape in shapes where shape.isTitle {
      let lines = shape.flow.compactMap { if case .paragraph(let text) = $0 { text } else { nil } }
      try flow.write(heading: Array(lines.joined(separator: [UInt8(ascii: " ")])), level: 1)
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
    for block in shape.flow {
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
