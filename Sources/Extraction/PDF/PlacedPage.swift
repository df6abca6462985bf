import Corpus

/// A page's lines with the places they got in the document's text: where its headings are looked for.
struct PlacedPage {
  struct Line {
    /// Byte offset into the document's text.
    var offset: Int
    var text: ArraySlice<UInt8>
    var top: Double
  }

  var start: Int
  var lines: [Line]

  /// Longest run of letters and digits that may stand before a title on its line: `appendix12`.
  private static let longestNumbering = 10
  /// Lines a printed title may take.
  private static let mostLines = 3

  /// Where the entry's section begins: the line that shows its title (the nearest to the place the entry names, when
  /// there are several), else the first line at or below that place, else the start of the page.
  func offset(of entry: PDFOutlineEntry) -> Int {
    let title = Self.key(of: entry.title.utf8)
    let keys = lines.map { Self.key(of: $0.text) }
    let matches = title.isEmpty ? [] : lines.indices.filter { Self.shows(title, in: keys[$0...]) }
    let wanted = entry.top ?? 0
    if let nearest = matches.min(by: { abs(lines[$0].top - wanted) < abs(lines[$1].top - wanted) }) {
      return lines[nearest].offset
    }
    guard let top = entry.top else { return start }
    // A line's box begins a little above the place a typesetter would name.
    return lines.first { $0.top >= top - 4 }?.offset ?? start
  }

  /// Whether the lines begin with the title, which may go over several and may have a number before it.
  private static func shows(_ title: [UInt8], in keys: ArraySlice<[UInt8]>) -> Bool {
    var shown: [UInt8] = []
    for key in keys.prefix(mostLines) {
      shown += key
      if shown.count > title.count + longestNumbering { return false }
      let numbering = shown.count - title.count
      if numbering >= 0, numbering < (keys.first?.count ?? 0), shown[numbering...].elementsEqual(title) { return true }
    }
    return false
  }

  /// Letters and digits only, in lower case.
  private static func key(of text: some Sequence<UInt8>) -> [UInt8] {
    text.compactMap { byte in
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): byte
      default: byte >= 0x80 ? byte : nil
      }
    }
  }
}
