import CPoppler
import Corpus

/// A page as poppler read it: lines of text in reading order, and where they stand on the paper.
struct PDFPage {
  struct Line {
    /// The line's bytes in the page's text.
    var bytes: Range<Int>
    /// Points from the top of the page.
    var top: Double
    var bottom: Double

    var height: Double { bottom - top }
  }

  var number: Int
  /// The page's name, where it is not its number.
  var label: String?
  /// Points.
  var height: Double
  /// UTF-8.
  var text: [UInt8]
  var lines: [Line]
  var links: [Link]
  /// Pictures, and no text.
  var isPicture: Bool
  /// Poppler complained: something of it is missing, perhaps all.
  var isDamaged: Bool

  init(_ found: pdf_page, number: Int) {
    self.number = number
    label = found.label.map { String(cString: $0) }.flatMap { $0 == String(number) ? nil : $0 }
    height = found.height
    text = found.text.map { Array(UnsafeRawBufferPointer(start: $0, count: found.length)) } ?? []
    lines = UnsafeBufferPointer(start: found.lines, count: found.line_count).map {
      Line(bytes: $0.start..<$0.start + $0.length, top: $0.top, bottom: $0.bottom)
    }
    links = UnsafeBufferPointer(start: found.links, count: found.link_count).map {
      Link(target: String(cString: $0.target), text: $0.text.map { String(cString: $0) } ?? "")
    }
    isPicture = found.has_pictures
    isDamaged = found.complaints > 0
  }

  func text(of line: Line) -> ArraySlice<UInt8> { text[line.bytes] }
}
