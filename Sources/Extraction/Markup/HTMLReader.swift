import Corpus

/// Turns the events of an HTML parser into a document: what a reader of the page would read, and its structure.
struct HTMLReader: ~Copyable {
  var text = TextBuilder()
  private(set) var headings: [Heading] = []
  private(set) var links: [PlacedLink] = []
  private(set) var metadata = HTMLMetadata()
  private(set) var title = ""
  /// Byte ranges of the text inside `main` elements, and inside outermost articles.
  private(set) var mains: [Range<Int>] = []
  private(set) var articles: [Range<Int>] = []

  /// A link, and where in the text it stands.
  struct PlacedLink {
    let offset: Int
    let link: Link
  }

  private var open: [OpenElement] = []
  /// Elements open since one that is left out, itself included.
  private var leftOut = 0
  private var lists = 0
  private var preformatted = 0
  private var cellsInRow: [Int] = []
  private var cells = 0
  private var insideMain = 0
  private var insideArticle = 0
  private var readsTitle = false
  private var startsPreformatted = false
  private var afterTerm = false
  private var heading: (level: Int, start: Int)?
  private var anchor: (target: String, start: Int)?

  private struct OpenElement {
    let tag: HTMLTag
    /// Where its text begins, for those that need to know.
    var start = 0
    var isMain = false
  }

  // MARK: Events

  mutating func open(_ name: UnsafePointer<UInt8>, _ attributes: HTMLAttributes) {
    guard leftOut == 0 else { return leftOut += 1 }
    let tag = HTMLTag(name)
    if Boilerplate.covers(tag, attributes, isInside: insideMain + insideArticle > 0) {
      leftOut = 1
      if tag.breaks { breakParagraph() }
      return
    }
    var element = OpenElement(tag: tag)
    element.isMain = tag == .main || (tag == .block && attributes["role"] == "main")
    if element.isMain { insideMain += 1 }
    begin(tag, attributes)
    element.start = text.count
    open.append(element)
  }

  mutating func close() {
    guard leftOut == 0 else { return leftOut -= 1 }
    guard let element = open.popLast() else { return }
    end(element)
    if element.isMain {
      insideMain -= 1
      if insideMain == 0 { mains.append(element.start..<text.count) }
    }
  }

  mutating func characters(_ bytes: UnsafePointer<UInt8>, _ length: Int) {
    guard leftOut == 0 else { return }
    if readsTitle {
      // A title that never ends would otherwise swallow the page twice.
      if title.utf8.count < 4096 {
        title += String(decoding: UnsafeBufferPointer(start: bytes, count: length), as: UTF8.self)
      }
    } else if preformatted > 0 {
      // The line end right after `<pre>` is not part of it.
      let skipped = startsPreformatted && length > 0 && bytes[0] == 0x0A ? 1 : 0
      startsPreformatted = false
      text.appendPreformatted(bytes + skipped, length - skipped)
    } else {
      text.append(bytes, length)
    }
  }

  // MARK: Elements

  private mutating func begin(_ tag: HTMLTag, _ attributes: HTMLAttributes) {
    switch tag {
    case .block, .margin, .aside, .body, .main: breakParagraph()
    case .article:
      insideArticle += 1
      breakParagraph()
    case .heading(let level): openHeading(level)
    case .list:
      lists += 1
      if lists == 1 { breakParagraph() } else { breakLine() }
    case .item: if heading == nil { text.openItem(depth: lists) }
    case .term:
      if afterTerm { breakLine() } else { breakParagraph() }
    case .definition: if heading == nil { text.openDefinition() }
    case .table:
      breakParagraph()
      cellsInRow.append(0)
    case .row:
      if !cellsInRow.isEmpty { cellsInRow[cellsInRow.count - 1] = 0 }
      text.openRow()
    case .cell: openCell()
    case .preformatted:
      breakParagraph()
      preformatted += 1
      startsPreformatted = true
    case .lineBreak: if preformatted > 0 { text.appendPreformatted("\n") } else { breakLine() }
    case .image: if let alternative = attributes["alt"], !alternative.isEmpty { text.append(alternative) }
    case .anchor: openAnchor(attributes["href"])
    case .title: readsTitle = title.isEmpty
    case .meta: metadata.read(attributes)
    case .root: metadata.language = attributes["lang"] ?? attributes["xml:lang"]
    case .inline, .navigation, .silent: break
    }
    if tag.breaks { afterTerm = false }
  }

  private mutating func end(_ element: OpenElement) {
    switch element.tag {
    case .block, .margin, .aside, .body, .main: breakParagraph()
    case .article:
      breakParagraph()
      insideArticle -= 1
      if insideArticle == 0, insideMain == 0 { articles.append(element.start..<text.count) }
    case .heading: closeHeading()
    case .list:
      lists -= 1
      if lists == 0 { breakParagraph() } else { breakLine() }
    case .item: text.closeItem()
    case .term:
      breakLine()
      afterTerm = true
    case .definition:
      text.closeContainer()
      breakLine()
    case .table:
      _ = cellsInRow.popLast()
      breakParagraph()
    case .row: text.closeRow()
    case .cell:
      cells -= 1
      text.closeContainer()
    case .preformatted:
      preformatted -= 1
      if preformatted == 0 {
        text.trim(to: element.start)
        breakParagraph()
      }
    case .anchor: closeAnchor()
    case .title: readsTitle = false
    case .lineBreak, .image, .meta, .root, .inline, .navigation, .silent: break
    }
  }

  // MARK: Headings, links, cells

  private mutating func openHeading(_ level: Int) {
    closeHeading()
    text.breakForHeading()
    heading = (level, text.count)
  }

  private mutating func closeHeading() {
    guard let (level, start) = heading else { return }
    heading = nil
    let range = text.content(from: start)
    if !range.isEmpty {
      headings.append(Heading(offset: range.lowerBound, level: level, title: text.line(range, upTo: Self.longestLine)))
    }
    breakParagraph()
  }

  private mutating func openAnchor(_ target: String?) {
    closeAnchor()
    guard let target, !target.isEmpty else { return }
    anchor = (target, text.count)
  }

  private mutating func closeAnchor() {
    guard let (target, start) = anchor else { return }
    anchor = nil
    let link = Link(target: target, text: text.line(text.content(from: start), upTo: Self.longestLine))
    links.append(PlacedLink(offset: start, link: link))
  }

  private mutating func openCell() {
    cells += 1
    guard let row = cellsInRow.indices.last else { return breakParagraph() }
    text.openCell(isFirst: cellsInRow[row] == 0)
    cellsInRow[row] += 1
  }

  /// Bytes of a heading's title or a link's text; what is longer comes from a tag that was never closed.
  private static let longestLine = 512

  // MARK: Breaks

  private mutating func breakParagraph() {
    if isOnOneLine() { return text.breakWord() }
    if preformatted > 0 {
      if !text.endsLine { text.breakLine() }
    } else if cells > 0 {
      text.breakLine()
    } else {
      text.breakParagraph()
    }
  }

  private mutating func breakLine() {
    if isOnOneLine() { return text.breakWord() }
    if preformatted == 0 || !text.endsLine { text.breakLine() }
  }

  /// Breaks inside a heading are spaces: its text is one line, unless it goes on and on because it was never closed.
  private mutating func isOnOneLine() -> Bool {
    if let heading, text.count - heading.start > Self.longestLine { self.heading = nil }
    return heading != nil
  }
}
