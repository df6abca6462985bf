import Corpus

/// Turns the events of an XML parser into a document, whatever its vocabulary.
///
/// A title belongs to the element around it; the more elements around that one have titles of their own, the deeper its
/// heading. So DocBook's chapters, JATS' sections and a feed's items all find their levels.
struct XMLReader: ~Copyable {
  var text = TextBuilder()
  private var headings: [Heading] = []
  private var links: [Link] = []
  private var language: String?
  private var open: [OpenElement] = []
  private var leftOut = 0
  private var preformatted = 0
  private var startsPreformatted = false
  private var titles = 0

  private struct OpenElement {
    let tag: XMLTag
    var start = 0
    var cells = 0
    /// Whether a title among its children was seen, and how many elements around it had one by then.
    var hasTitle = false
    /// Whether its title belongs to its parent: DocBook's `info`, JATS' `title-group`.
    var isTransparent = false
    var target: String?
  }

  // MARK: Events

  /// - Parameter name: without its prefix.
  mutating func open(_ name: UnsafePointer<UInt8>, _ attributes: XMLAttributes) {
    guard leftOut == 0 else { return leftOut += 1 }
    let tag = XMLTag(name)
    if case .silent = tag { return leftOut = 1 }
    if open.isEmpty { language = attributes["lang"] }
    var element = OpenElement(tag: tag, start: text.count)
    element.isTransparent = Self.transparent[name] ?? false
    if case .link = tag { element.target = attributes["href"] ?? attributes["url"] ?? attributes["target"] }
    begin(tag)
    element.start = text.count
    open.append(element)
  }

  mutating func close() {
    guard leftOut == 0 else { return leftOut -= 1 }
    guard let element = open.popLast() else { return }
    end(element)
  }

  mutating func characters(_ bytes: UnsafePointer<UInt8>, _ length: Int) {
    guard leftOut == 0 else { return }
    guard preformatted > 0 else { return text.append(bytes, length) }
    // As in HTML, the line end right after the start tag is not part of it.
    let skipped = startsPreformatted && length > 0 && bytes[0] == 0x0A ? 1 : 0
    startsPreformatted = false
    text.appendPreformatted(bytes + skipped, length - skipped)
  }

  // MARK: Elements

  private mutating func begin(_ tag: XMLTag) {
    if titles > 0 {
      if case .title = tag { titles += 1 } else if case .inline = tag {} else { text.breakWord() }
      return
    }
    switch tag {
    case .line: text.breakLine()
    case .paragraph: text.breakParagraph()
    case .title:
      titles += 1
      text.breakForHeading()
    case .item: text.openItem(depth: 1)
    case .row: text.openRow()
    case .cell:
      text.openCell(isFirst: open.last.map { $0.cells == 0 } ?? true)
      if let parent = open.indices.last { open[parent].cells += 1 }
    case .preformatted:
      text.breakParagraph()
      preformatted += 1
      startsPreformatted = true
    case .inline, .link, .silent: break
    }
  }

  private mutating func end(_ element: OpenElement) {
    if case .title = element.tag {
      titles -= 1
      if titles == 0 { closeTitle(from: element.start) }
      return
    }
    if let target = element.target, !target.isEmpty {
      links.append(Link(target: target, text: text.line(text.content(from: element.start), upTo: 512)))
    }
    if titles > 0 { return }
    switch element.tag {
    case .line: text.breakLine()
    case .paragraph: text.breakParagraph()
    case .item: text.closeItem()
    case .row: text.closeRow()
    case .cell: text.closeContainer()
    case .preformatted:
      preformatted -= 1
      if preformatted == 0 {
        text.trim(to: element.start)
        text.breakParagraph()
      }
    case .inline, .link, .title, .silent: break
    }
  }

  private mutating func closeTitle(from start: Int) {
    let range = text.content(from: start)
    text.breakParagraph()
    guard !range.isEmpty, range.count <= 1024 else { return }
    var owner = open.indices.last
    while let index = owner, open[index].isTransparent, index > 0 { owner = index - 1 }
    let around = open[..<(owner ?? 0)].count { $0.hasTitle }
    if let owner { open[owner].hasTitle = true }
    headings.append(Heading(offset: range.lowerBound, level: around + 1, title: text.line(range, upTo: 1024)))
  }

  private static let transparent: NameTable<Bool> = [
    "info bookinfo articleinfo chapterinfo sectioninfo title-group article-meta front": true,
    "titleStmt fileDesc teiHeader refnamediv": true,
  ]

  // MARK: Result

  consuming func document(uri: String) -> Document {
    let range = text.trimmed(0..<text.count)
    var document = Document(
      uri: uri, title: headings.first?.title, mediaType: "application/xml", text: text.text(range))
    document.headings = headings.map { Heading(offset: $0.offset - range.lowerBound, level: $0.level, title: $0.title) }
    document.links = links
    if let language, !language.isEmpty { document.metadata["language"] = .string(language) }
    return document
  }
}
