/// Tells where sections start, and keeps a title together with what it is the title of.
struct TitleTracker {
  /// Titles are compared and looked for this far: longer ones are no titles.
  private static let longestTitle = 256

  private let sections: Sections
  private let text: Text
  /// The first section not reached yet.
  private var next = 0
  /// Where the line of the last title ends, as long as the words are still in it or right behind it.
  private var titleEnd: Int?
  private var level = 0

  init(sections: Sections, text: Text) {
    self.sections = sections
    self.text = text
  }

  /// The boundary before the word at an offset: a section's start, the given one, or next to none in and after a title.
  @inline(__always)
  mutating func boundary(at offset: Int, otherwise boundary: Boundary) -> Boundary {
    if titleEnd == nil, next == sections.count || sections.offset(of: next) > offset { return boundary }
    return boundaryNearTitle(at: offset, otherwise: boundary)
  }

  private mutating func boundaryNearTitle(at offset: Int, otherwise boundary: Boundary) -> Boundary {
    let isRightBehindTitle = titleEnd.map { offset > $0 } ?? false
    let isBound = titleEnd != nil
    if isRightBehindTitle { titleEnd = nil }
    guard let section = nextSection(at: offset) else { return isBound ? .joint : boundary }
    let isStacked = isBound && sections.level(of: section) > level
    level = sections.level(of: section)
    titleEnd = lineEnd(ofTitle: sections.title(of: section), from: sections.offset(of: section))
    return isStacked ? .joint : .heading(level: level)
  }

  /// The outermost of the sections that start at or before an offset and were not reached yet.
  private mutating func nextSection(at offset: Int) -> Int? {
    var outermost: Int?
    while next < sections.count, sections.offset(of: next) <= offset {
      if outermost.map({ sections.level(of: next) <= sections.level(of: $0) }) ?? true { outermost = next }
      next += 1
    }
    return outermost
  }

  /// Where the line ends that holds a title; nil when the text does not repeat it.
  private func lineEnd(ofTitle title: String, from offset: Int) -> Int? {
    var start = offset
    while start < min(text.count, offset + Self.longestTitle), "# ".utf8.contains(text[start]) { start += 1 }
    let spelling = title.utf8.prefix(Self.longestTitle)
    guard !spelling.isEmpty, text.utf8[start...].starts(with: spelling) else { return nil }
    var end = start + spelling.count
    while end < text.count, end - start < 2 * Self.longestTitle, !text.isLineEnd(at: end) { end += 1 }
    return end
  }
}
