import Corpus

/// The text of a document while it is being written, with the places of its headings, pages and links.
///
/// Breaks asked for are written when text follows, so the text never begins or ends with one. Control characters become
/// spaces, except tabs.
struct Manuscript {
  private enum Break: Int {
    case none, line, paragraph
  }

  private let uri: String
  private let limit: Int
  private var pending = Break.none
  private var pendingPage: (number: Int, label: String?)?
  private var bytes: [UInt8] = []
  private(set) var headings: [Heading] = []
  private(set) var pages: [PageStart] = []
  private var links: [Link] = []

  /// - Parameter limit: UTF-8 bytes of text, checked at every break.
  init(uri: String, limit: Int) {
    self.uri = uri
    self.limit = limit
  }

  var isEmpty: Bool { bytes.isEmpty }

  /// Writes UTF-8 text that holds no line ends.
  /// - Returns: the offset it starts at.
  @discardableResult
  mutating func write(_ utf8: some Collection<UInt8>) -> Int {
    guard !utf8.isEmpty else { return bytes.count }
    settle()
    let start = bytes.count
    bytes.append(contentsOf: utf8)
    blankControls(from: start)
    return start
  }

  /// Writes text whose line ends are breaks.
  mutating func write(lines text: some Collection<UInt8>) throws {
    for (index, line) in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
      if index > 0 { try breakLine() }
      write(line)
    }
  }

  /// Lets what follows begin on a line of its own.
  /// - Throws: ``Failure`` `document.tooLarge`.
  mutating func breakLine() throws { try ask(for: .line) }

  /// Lets what follows begin after an empty line.
  /// - Throws: ``Failure`` `document.tooLarge`.
  mutating func breakParagraph() throws { try ask(for: .paragraph) }

  /// Takes back the last byte written, unless a break was asked for since.
  mutating func removeLast(_ count: Int) {
    if pending == .none { bytes.removeLast(min(count, bytes.count)) }
  }

  /// Starts a page at the next text; a page without text is not kept.
  mutating func beginPage(_ number: Int, label: String? = nil) throws {
    try breakParagraph()
    pendingPage = (number, label.map(Self.cleaned))
  }

  /// Writes a heading as a paragraph of its own.
  mutating func write(heading title: String, level: Int) throws {
    let title = Self.cleaned(title)
    guard !title.isEmpty else { return }
    try breakParagraph()
    let offset = write(title.utf8)
    headings.append(Heading(offset: offset, level: max(1, level), title: title))
    try breakParagraph()
  }

  mutating func mark(_ heading: Heading) { headings.append(heading) }

  mutating func add(_ link: Link) {
    let link = Link(target: Self.cleaned(link.target), text: Self.cleaned(link.text))
    if !link.target.isEmpty { links.append(link) }
  }

  /// Takes over a finished document as the continuation of this one.
  /// - Parameter title: becomes a heading where the part has none of its own.
  mutating func append(_ part: Document, title: String? = nil) throws {
    try breakParagraph()
    guard !part.text.isEmpty else { return }
    settle()
    let start = bytes.count
    bytes.append(contentsOf: part.text.utf8)
    if part.headings.isEmpty, let title { headings.append(Heading(offset: start, level: 1, title: title)) }
    headings += part.headings.map { Heading(offset: start + $0.offset, level: $0.level, title: $0.title) }
    links += part.links
    try breakParagraph()
  }

  /// The document, with headings in the order of the text.
  func document(title: String?, mediaType: String, metadata: [String: MetadataValue]) -> Document {
    Document(
      uri: uri, title: title.map(Self.cleaned).flatMap { $0.isEmpty ? nil : $0 }, mediaType: mediaType,
      text: String(decoding: bytes, as: UTF8.self), headings: headings, pages: pages, links: links, metadata: metadata)
  }

  /// One line: white space and control characters in a row become one space, at the ends nothing.
  static func cleaned(_ text: String) -> String {
    text.unicodeScalars.split { $0.properties.isWhitespace || $0.properties.generalCategory == .control }
      .map { String($0) }.joined(separator: " ")
  }

  /// The size of what is about to be written, with more added to it.
  /// - Throws: ``Failure`` `document.tooLarge`.
  func checkedSize(_ size: Int, adding bytes: Int, times count: Int) throws -> Int {
    let (added, overflow) = bytes.multipliedReportingOverflow(by: count)
    guard !overflow, added <= limit - size else { throw Self.tooLarge(uri, limit: limit) }
    return size + added
  }

  static func tooLarge(_ uri: String, limit: Int) -> Failure {
    Failure("document.tooLarge", uri, "holds more than \(limit >> 20) MiB of text", remedy: "split it, or exclude it")
  }

  /// Puts spaces in the place of C0, DEL and C1, which terminals obey; offsets stay as they are.
  private mutating func blankControls(from start: Int) {
    let space = UInt8(ascii: " ")
    for index in start..<bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\t"): break
      case 0..<0x20, 0x7F: bytes[index] = space
      case 0x80..<0xA0 where index > start && bytes[index - 1] == 0xC2:
        (bytes[index - 1], bytes[index]) = (space, space)
      default: break
      }
    }
  }

  private mutating func settle() {
    if !bytes.isEmpty { bytes.append(contentsOf: repeatElement(UInt8(ascii: "\n"), count: pending.rawValue)) }
    pending = .none
    if let page = pendingPage {
      pages.append(PageStart(offset: bytes.count, number: page.number, label: page.label))
      pendingPage = nil
    }
  }

  private mutating func ask(for wanted: Break) throws {
    if wanted.rawValue > pending.rawValue { pending = wanted }
    guard bytes.count <= limit else { throw Self.tooLarge(uri, limit: limit) }
  }
}
