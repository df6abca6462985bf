import Corpus

/// Tells where chunks stand, in scalars, headings and pages; asked in the order of the text, it reads everything once.
struct Locator {
  private let text: Text
  private let sections: Sections
  private let pages: [PageStart]
  /// The section and the page that the last question was about; negative before the first one.
  private var section = -1
  private var page = -1
  /// A byte offset and the scalars before it.
  private var counted = (bytes: 0, scalars: 0)

  init(text: Text, sections: Sections, pages: [PageStart]) {
    self.text = text
    self.sections = sections
    let isSorted = zip(pages, pages.dropFirst()).allSatisfy { $0.offset <= $1.offset }
    self.pages = isSorted ? pages : pages.sorted { $0.offset < $1.offset }
  }

  /// Goes on to the section that a byte is in, and returns the level of it, 0 before the first heading.
  mutating func advance(toFresh offset: Int) -> Int {
    while section + 1 < sections.count, sections.offset(of: section + 1) <= offset { section += 1 }
    return section < 0 ? 0 : sections.level(of: section)
  }

  /// The location of a slice whose start is not before the one asked about last.
  mutating func location(of bytes: Range<Int>) -> Location {
    let start = counted.scalars + scalarCount(counted.bytes..<bytes.lowerBound)
    counted = (bytes.lowerBound, start)
    while page + 1 < pages.count, pages[page + 1].offset <= bytes.lowerBound { page += 1 }
    var lastPage = page
    while lastPage + 1 < pages.count, pages[lastPage + 1].offset < bytes.upperBound { lastPage += 1 }
    func number(_ page: Int) -> Int? { pages.isEmpty ? nil : pages[max(page, 0)].number }
    return Location(
      start: start, end: start + scalarCount(bytes), headings: section < 0 ? [] : sections.path(to: section),
      firstPage: number(page), lastPage: number(lastPage))
  }

  func digest(of bytes: Range<Int>, after context: String) -> Digest {
    Digest(of: UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: text.utf8[bytes])), after: context)
  }

  private func scalarCount(_ bytes: Range<Int>) -> Int {
    text.utf8[bytes].reduce(into: 0) { count, byte in count += byte & 0xC0 == 0x80 ? 0 : 1 }
  }
}
