/// Lines that belong to the paper and not to the text: running headers, footers and page numbers.
///
/// A line is furniture when it lies within the outer eighth of its page, at the top or the bottom, and the same line
/// stands at the same height on at least three pages. Page numbers inside a line do not count, so `12 | Methods` and
/// `14 | Methods` are the same; a line of nothing but a number (`12`, `xii`, `- 12 -`) is the same as any other.
struct PageFurniture {
  private struct Place: Hashable {
    var words: [UInt8]
    var height: Int
  }

  private static let margin = 0.125
  private static let fewestPages = 3
  private var pagesByPlace: [Place: Int] = [:]

  init(of pages: [PDFPage]) {
    for page in pages {
      for place in Set(page.lines.compactMap { place(of: $0, on: page) }) { pagesByPlace[place, default: 0] += 1 }
    }
  }

  func contains(_ line: PDFPage.Line, of page: PDFPage) -> Bool {
    place(of: line, on: page).map { pagesByPlace[$0, default: 0] >= Self.fewestPages } ?? false
  }

  private func place(of line: PDFPage.Line, on page: PDFPage) -> Place? {
    guard line.height > 0, line.bottom <= page.height * Self.margin || line.top >= page.height * (1 - Self.margin)
    else {
      return nil
    }
    let words = page.text(of: line).split(separator: UInt8(ascii: " "))
    let kept = words.filter { !isPageNumber($0, alone: words.count == 1) }
    return Place(words: Array(kept.joined(separator: [UInt8(ascii: " ")])), height: Int((line.top / 4).rounded()))
  }

  /// Digits in dashes, dots or brackets; small Roman numerals only where nothing else is on the line.
  private func isPageNumber(_ word: ArraySlice<UInt8>, alone: Bool) -> Bool {
    word.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || "-–—.,()[]|/".utf8.contains($0) }
      || alone && word.allSatisfy("ivxlc".utf8.contains)
  }
}
