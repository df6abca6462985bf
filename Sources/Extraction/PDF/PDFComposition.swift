import Corpus

/// Writes the lines of a PDF's pages as running text: furniture left out, words joined, paragraphs apart.
struct PDFComposition {
  private(set) var manuscript: Manuscript
  private var placed: [Int: PlacedPage] = [:]
  private let brokenWords: BrokenWords
  private let furniture: PageFurniture
  /// The document's own distance between lines, in heights of a line.
  private let usualGap: Double

  /// How much wider than usual a gap must be to part paragraphs, in heights of a line.
  private static let paragraphGap = 0.2
  /// How much taller a line must be to be of another size; indices, formulas and code on a line change it by less.
  private static let otherSize = 1.22

  /// - Throws: ``Failure`` `document.tooLarge`.
  init(of pages: [PDFPage], into manuscript: Manuscript) throws {
    self.manuscript = manuscript
    brokenWords = BrokenWords(in: pages)
    furniture = PageFurniture(of: pages)
    usualGap = Self.usualGap(in: pages)
    for page in pages { try write(page) }
  }

  /// Marks the outline's headings, in the order of the text.
  mutating func mark(_ outline: [PDFOutlineEntry]) {
    let headings = outline.compactMap { entry in
      placed[entry.page].map { Heading(offset: $0.offset(of: entry), level: entry.level, title: entry.title) }
    }
    // Stable, so that headings which start at the same place stay in the outline's order.
    for heading in headings.enumerated().sorted(by: { ($0.element.offset, $0.offset) < ($1.element.offset, $1.offset) })
    {
      manuscript.mark(heading.element)
    }
  }

  private mutating func write(_ page: PDFPage) throws {
    let lines = page.lines.filter { !furniture.contains($0, of: page) }
    try manuscript.beginPage(page.number, label: page.label)
    var found: [PlacedPage.Line] = []
    for (index, line) in lines.enumerated() {
      let text = PrintedText.typed(page.text(of: line))
      let offset = manuscript.write(text)
      found.append(.init(offset: offset, text: text, top: line.top))
      guard index + 1 < lines.count else { break }
      let next = lines[index + 1]
      if brokenWords.goOn(page.text(of: line), page.text(of: next)) {
        manuscript.removeLast(1)
      } else if parts(line, next) {
        try manuscript.breakParagraph()
      } else {
        try manuscript.breakLine()
      }
    }
    for link in page.links { manuscript.add(link) }
    if let first = found.first { placed[page.number] = PlacedPage(start: first.offset, lines: found) }
  }

  /// Whether a paragraph ends between the lines: by a wide gap, or by a change of size, as after a heading. Where the
  /// text goes on higher up, in the next column, the paragraph goes on.
  private func parts(_ line: PDFPage.Line, _ next: PDFPage.Line) -> Bool {
    guard next.top > line.top, min(line.height, next.height) > 0 else { return false }
    return next.top - line.bottom > (usualGap + Self.paragraphGap) * line.height
      || max(line.height, next.height) > Self.otherSize * min(line.height, next.height)
  }

  private static func usualGap(in pages: [PDFPage]) -> Double {
    var gaps: [Double] = []
    for page in pages {
      for (line, next) in zip(page.lines, page.lines.dropFirst()) where next.top > line.top && line.height > 0 {
        gaps.append((next.top - line.bottom) / line.height)
      }
    }
    gaps.sort()
    return gaps.isEmpty ? 0 : gaps[gaps.count / 2]
  }
}
