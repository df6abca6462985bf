import Corpus

/// Paragraphs and tables on their way into a manuscript, as office documents nest them.
///
/// A table's row becomes one line, its cells apart by ` | `; paragraphs of a cell are joined by spaces, and a table
/// inside a cell becomes text of that cell.
struct Flow {
  private struct Row {
    var cells: [[UInt8]] = []
    /// Empty cells that count only if a full one follows.
    var gap = 0
    var bytes = 0
  }

  var manuscript: Manuscript
  /// The rows that are open, the innermost last.
  private var rows: [Row] = []
  private var cells: [[UInt8]] = []
  private var sheet: (number: Int, name: String)?

  /// Cells that an empty stretch of a row is worth at most: some sheets use the first column and the last.
  private static let widestGap = 16

  init(into manuscript: Manuscript) { self.manuscript = manuscript }

  var isInTable: Bool { !cells.isEmpty }

  /// Writes a paragraph, which may hold line ends.
  mutating func write(paragraph: [UInt8]) throws {
    guard cells.isEmpty else { return append(paragraph) }
    try manuscript.breakParagraph()
    try manuscript.write(lines: paragraph)
    try manuscript.breakParagraph()
  }

  /// Writes an item of a list.
  /// - Parameter depth: lists around it, its own not counted.
  mutating func write(item: [UInt8], depth: Int) throws {
    guard cells.isEmpty else { return append(item) }
    guard !item.allSatisfy({ $0 <= 0x20 }) else { return }
    try manuscript.breakLine()
    manuscript.write([UInt8](repeating: UInt8(ascii: " "), count: 2 * min(max(depth, 0), 9)) + Array("- ".utf8))
    try manuscript.write(lines: item)
    try manuscript.breakLine()
  }

  /// Writes a heading; inside a table it is text like any other.
  mutating func write(heading: [UInt8], level: Int) throws {
    guard cells.isEmpty else { return append(heading) }
    try manuscript.write(heading: String(decoding: heading, as: UTF8.self), level: level)
  }

  /// Starts a sheet: a page under the sheet's name, if any row of it has text.
  mutating func beginSheet(_ number: Int, name: String) { sheet = (number, name) }

  mutating func beginTable() throws {
    if cells.isEmpty { try manuscript.breakParagraph() }
  }

  mutating func endTable() throws {
    if cells.isEmpty { try manuscript.breakParagraph() }
  }

  mutating func beginRow() { rows.append(Row()) }

  /// - Parameter count: how often the row stands there.
  mutating func endRow(repeated count: Int = 1) throws {
    guard let row = rows.popLast(), !row.cells.isEmpty else { return }
    let line = Array(row.cells.joined(separator: " | ".utf8))
    guard cells.isEmpty else { return append(line) }
    if let sheet {
      try manuscript.beginPage(sheet.number, label: sheet.name)
      try manuscript.write(heading: sheet.name, level: 1)
      self.sheet = nil
    }
    for _ in 0..<max(1, count) {
      try manuscript.breakLine()
      manuscript.write(line)
      try manuscript.breakLine()
    }
  }

  mutating func beginCell() { cells.append([]) }

  /// - Parameter count: how often the cell stands there, side by side.
  /// - Throws: ``Failure`` `document.tooLarge`.
  mutating func endCell(repeated count: Int = 1) throws {
    guard let cell = cells.popLast() else { return }
    try write(cell: cell, repeated: count)
  }

  /// Adds a cell to the open row.
  mutating func write(cell: [UInt8], repeated count: Int = 1) throws {
    guard var row = rows.popLast() else { return try write(paragraph: cell) }
    defer { rows.append(row) }
    let count = max(1, count)
    if cell.allSatisfy({ $0 <= 0x20 }) {
      row.gap = min(row.gap + min(count, Self.widestGap), Self.widestGap)
      return
    }
    // A long text may be repeated, or referred to, by any number of cells: they are counted before they are written.
    row.bytes = try manuscript.checkedSize(row.bytes, adding: cell.count, times: count)
    row.cells += [[UInt8]](repeating: [], count: row.gap) + [[UInt8]](repeating: cell, count: count)
    row.gap = 0
  }

  private mutating func append(_ text: [UInt8]) {
    guard !text.allSatisfy({ $0 <= 0x20 }) else { return }
    if !cells[cells.count - 1].isEmpty { cells[cells.count - 1].append(UInt8(ascii: " ")) }
    cells[cells.count - 1] += text.map { $0 == UInt8(ascii: "\n") ? UInt8(ascii: " ") : $0 }
  }
}
