import Corpus

/// A workbook: its sheets in order, each a page with the sheet's name, each row a line.
struct Workbook {
  private(set) var flow: Flow
  private let strings: SharedStrings
  private let formats: CellFormats
  private var epoch = SheetEpoch.year1900

  /// - Parameter part: the name of the main part.
  init(_ part: String, in parts: ZipParts, into manuscript: Manuscript) throws {
    flow = Flow(into: manuscript)
    let relationships = try Relationships(of: part, in: parts)
    func cursor(_ type: String) throws -> XMLCursor? {
      try relationships.parts(of: type).first.flatMap { try parts.cursor($0) }
    }
    strings = try cursor("sharedStrings").map { try SharedStrings($0) } ?? SharedStrings()
    formats = try cursor("styles").map { try CellFormats($0) } ?? CellFormats()
    let main = try parts.required(part)
    var number = 0
    while let name = try main.nextElement() {
      if name == "workbookPr", ["1", "true"].contains(main.attribute("date1904")) { epoch = .year1904 }
      guard name == "sheet", let id = main.attribute("id", prefix: "r"), let sheet = relationships[id] else { continue }
      number += 1
      // Sheets that are nothing but a chart have no cells.
      guard sheet.type == "worksheet" else { continue }
      flow.beginSheet(number, name: main.attribute("name") ?? "")
      try write(sheet.target, in: parts)
    }
  }

  private mutating func write(_ part: String, in parts: ZipParts) throws {
    let relationships = try Relationships(of: part, in: parts)
    let cursor = try parts.required(part)
    var column = 0
    while let event = try cursor.next() {
      switch (event, event == .text ? "" : cursor.name) {
      case (.start, "row"):
        flow.beginRow()
        column = 0
      case (.end, "row"): try flow.endRow()
      case (.start, "c"):
        let place = cursor.attribute("r").flatMap(Self.column(of:)) ?? column
        if place > column { try flow.write(cell: [], repeated: place - column) }
        column = place + 1
        try flow.write(cell: cell(cursor))
      case (.start, "hyperlink"):
        guard let target = relationships.link(cursor.attribute("id", prefix: "r")) else { break }
        flow.manuscript.add(Link(target: target, text: cursor.attribute("display") ?? ""))
      default: break
      }
    }
  }

  /// The text of the cell that the cursor stands at, as the sheet shows it, more or less.
  private func cell(_ cursor: XMLCursor) throws -> [UInt8] {
    let type = cursor.attribute("t")
    let style = cursor.attribute("s").flatMap(Int.init)
    var value: [UInt8] = []
    try cursor.inside { event in
      guard event == .start else { return }
      switch cursor.name {
      case "v": try cursor.appendContent(to: &value)
      case "is": try SharedStrings.appendText(of: cursor, to: &value)
      // The formula is not what the sheet shows.
      case "f": try cursor.skip()
      default: break
      }
    }
    let text = String(decoding: value, as: UTF8.self)
    switch type {
    case "s": value = Int(text).flatMap { strings[$0] }.map(Array.init) ?? []
    case "b": value = Array((text == "1" ? "TRUE" : "FALSE").utf8)
    case nil, "n": value = Array(CellNumber.text(text, as: formats[style], epoch: epoch).utf8)
    default: break
    }
    return value.map { $0 == UInt8(ascii: "\n") ? UInt8(ascii: " ") : $0 }
  }

  /// The column of a cell's name, from 0: 27 for `AB12`.
  private static func column(of name: String) -> Int? {
    var column = 0
    for letter in name.utf8.prefix(while: { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 }).prefix(4) {
      column = column * 26 + Int(letter - UInt8(ascii: "A")) + 1
    }
    return column > 0 ? column - 1 : nil
  }
}
