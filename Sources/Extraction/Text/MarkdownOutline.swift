import Corpus

/// Finds the headings and links of a Markdown text, line by line and in time proportional to it.
///
/// Follows CommonMark 0.31 where it matters to an outline: fenced code hides what is in it, a heading is indented by
/// three spaces at most, an underline makes a heading of the paragraph above it.
struct MarkdownOutline {
  private(set) var headings: [Heading] = []
  private(set) var links: [Link] = []

  /// The mark and length of the fence that is open.
  private var fence: (mark: UInt8, length: Int)?
  private var isInComment = false
  /// The paragraph that the current line may underline.
  private var paragraph: Range<Int>?

  /// - Parameter text: clean UTF-8.
  mutating func read(_ text: [UInt8]) {
    var start = 0
    while start < text.count {
      let end = text[start...].firstIndex(of: 0x0A) ?? text.count
      readLine(start..<end, of: text)
      start = end + 1
    }
    readLinks(in: paragraph, of: text)
  }

  private mutating func readLine(_ range: Range<Int>, of text: [UInt8]) {
    let line = text[range]
    let indent = line.prefix { $0 == 0x20 }.count
    let body = line.dropFirst(indent)
    if hides(body, indent: indent) { return endParagraph(of: text) }
    if body.allSatisfy({ $0 <= 0x20 }) { return endParagraph(of: text) }
    if indent <= 3, let heading = Self.heading(body) {
      endParagraph(of: text)
      append(heading.title, level: heading.level, at: range.lowerBound)
      readLinks(in: range, of: text)
    } else if indent <= 3, let level = Self.underline(body), let paragraph {
      append(text[paragraph], level: level, at: paragraph.lowerBound)
      endParagraph(of: text)
    } else if let paragraph {
      self.paragraph = paragraph.lowerBound..<range.upperBound
    } else if indent <= 3, !Self.startsBlock(body) {
      paragraph = range
    } else {
      readLinks(in: range, of: text)
    }
  }

  /// Whether the line is inside fenced code or a comment, or opens or closes one.
  private mutating func hides(_ body: ArraySlice<UInt8>, indent: Int) -> Bool {
    if let fence {
      let length = body.prefix { $0 == fence.mark }.count
      if indent <= 3, length >= fence.length, body.dropFirst(length).allSatisfy({ $0 <= 0x20 }) { self.fence = nil }
      return true
    }
    if isInComment || body.starts(with: "<!--".utf8) {
      isInComment = body.withUnsafeBufferPointer { $0.range(of: "-->") } == nil
      return true
    }
    guard indent <= 3, let mark = body.first, mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~") else {
      return false
    }
    let length = body.prefix { $0 == mark }.count
    guard length >= 3, mark == UInt8(ascii: "~") || !body.dropFirst(length).contains(mark) else { return false }
    fence = (mark, length)
    return true
  }

  private mutating func endParagraph(of text: [UInt8]) {
    readLinks(in: paragraph, of: text)
    paragraph = nil
  }

  private mutating func readLinks(in range: Range<Int>?, of text: [UInt8]) {
    guard let range else { return }
    var reader = MarkdownLinks(text[range])
    links += reader.links()
  }

  private mutating func append(_ title: ArraySlice<UInt8>, level: Int, at offset: Int) {
    let title = MarkdownLinks.plain(String(decoding: title.prefix(1024), as: UTF8.self))
    if !title.isEmpty { headings.append(Heading(offset: offset, level: level, title: title)) }
  }

  /// `## Title ##`.
  private static func heading(_ body: ArraySlice<UInt8>) -> (level: Int, title: ArraySlice<UInt8>)? {
    let level = body.prefix { $0 == UInt8(ascii: "#") }.count
    guard (1...6).contains(level) else { return nil }
    var title = body.dropFirst(level)
    guard title.first.map({ $0 == 0x20 || $0 == 0x09 }) ?? true else { return nil }
    func trimEnd() { while let last = title.last, last <= 0x20 { title.removeLast() } }
    trimEnd()
    let closing = title.reversed().prefix { $0 == UInt8(ascii: "#") }.count
    if closing > 0, closing < title.count, title[title.endIndex - closing - 1] <= 0x20 { title.removeLast(closing) }
    trimEnd()
    return (level, title)
  }

  /// The level that a line of `=` or `-` gives to the paragraph above it.
  private static func underline(_ body: ArraySlice<UInt8>) -> Int? {
    guard let mark = body.first, mark == UInt8(ascii: "=") || mark == UInt8(ascii: "-") else { return nil }
    guard body.drop(while: { $0 == mark }).allSatisfy({ $0 <= 0x20 }) else { return nil }
    return mark == UInt8(ascii: "=") ? 1 : 2
  }

  /// Whether a line begins something that cannot be underlined: a quote, a list, a table.
  private static func startsBlock(_ body: ArraySlice<UInt8>) -> Bool {
    guard let first = body.first else { return true }
    if first == UInt8(ascii: ">") || first == UInt8(ascii: "|") { return true }
    if "-*+".utf8.contains(first) { return body.dropFirst().first.map { $0 <= 0x20 || $0 == first } ?? true }
    let rest = body.drop { $0 &- 0x30 < 10 }
    return rest.count < body.count && (rest.first == UInt8(ascii: ".") || rest.first == UInt8(ascii: ")"))
      && rest.dropFirst().first == 0x20
  }
}
