import Corpus

/// Finds the links in a paragraph of Markdown: `[text](target)`, `[id]: target` and `<https://…>`.
struct MarkdownLinks {
  private static let longestTarget = 2048

  private let text: ArraySlice<UInt8>
  private var position: Int
  /// Where brackets opened that have not closed.
  private var brackets: [Int] = []
  private var found: [Link] = []

  init(_ text: ArraySlice<UInt8>) {
    self.text = text
    position = text.startIndex
  }

  mutating func links() -> [Link] {
    while position < text.endIndex {
      switch Unicode.Scalar(text[position]) {
      case "\\": position += 2
      case "`": skipCode()
      case "[":
        brackets.append(position)
        position += 1
      case "]": closeBracket()
      case "<": readAutolink()
      default: position += 1
      }
    }
    return found
  }

  /// A title without the marks of emphasis, code and links.
  static func plain(_ title: String) -> String {
    var plain = ""
    var rest = title[...]
    // `[text](target)` and `![text](target)` become `text`.
    while let open = rest.firstIndex(of: "["), let close = rest[open...].firstRange(of: "](")?.lowerBound,
      let end = rest[close...].firstIndex(of: ")")
    {
      plain += rest[..<open].hasSuffix("!") ? rest[..<open].dropLast() : rest[..<open]
      plain += rest[rest.index(after: open)..<close]
      rest = rest[rest.index(after: end)...]
    }
    plain += rest
    return plain.filter { $0 != "*" && $0 != "`" }.onOneLine
  }

  /// Code is skipped to the next run of as many backticks; one that never ends is none.
  private mutating func skipCode() {
    let run = text[position...].prefix { $0 == UInt8(ascii: "`") }
    position = run.endIndex
    var next = position
    let limit = min(text.endIndex, position + Self.longestTarget)
    while next < limit {
      let other = text[next..<limit].prefix { $0 == UInt8(ascii: "`") }
      if other.count == run.count { return position = other.endIndex }
      next = other.isEmpty ? next + 1 : other.endIndex
    }
  }

  private mutating func closeBracket() {
    let close = position
    position += 1
    guard let open = brackets.popLast(), position < text.endIndex else { return }
    let isImage = open > text.startIndex && text[open - 1] == UInt8(ascii: "!")
    let isAtLineStart = open == text.startIndex || text[open - 1] == 0x0A
    if text[position] == UInt8(ascii: "(") {
      position += 1
      guard let target = readTarget(until: UInt8(ascii: ")")), !isImage else { return }
      append(target, text[(open + 1)..<close])
    } else if text[position] == UInt8(ascii: ":"), isAtLineStart {
      position += 1
      if let target = readTarget(until: 0x0A) { append(target, text[(open + 1)..<close]) }
    }
  }

  /// Reads up to white space or the closing byte; brackets inside a target are balanced.
  private mutating func readTarget(until closing: UInt8) -> ArraySlice<UInt8>? {
    while position < text.endIndex, text[position] == 0x20 { position += 1 }
    let start = position
    var depth = 0
    while position < text.endIndex, position - start <= Self.longestTarget {
      let byte = text[position]
      if byte <= 0x20 || (byte == closing && depth == 0) { break }
      if byte == UInt8(ascii: "(") { depth += 1 } else if byte == UInt8(ascii: ")") { depth -= 1 }
      position += 1
    }
    let target = text[start..<position]
    if target.first == UInt8(ascii: "<"), target.last == UInt8(ascii: ">") { return target.dropFirst().dropLast() }
    return target.isEmpty || target.count > Self.longestTarget ? nil : target
  }

  private mutating func readAutolink() {
    let target = text[(position + 1)...].prefix(Self.longestTarget).prefix {
      $0 > 0x20 && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">")
    }
    let isURL =
      target.starts(with: "http://".utf8) || target.starts(with: "https://".utf8) || target.starts(with: "mailto:".utf8)
    guard isURL, target.endIndex < text.endIndex, text[target.endIndex] == UInt8(ascii: ">") else {
      return position += 1
    }
    append(target, target)
    position = target.endIndex
  }

  private mutating func append(_ target: ArraySlice<UInt8>, _ label: ArraySlice<UInt8>) {
    let text = Self.plain(String(decoding: label.prefix(1024), as: UTF8.self))
    found.append(Link(target: String(decoding: target, as: UTF8.self), text: text))
  }
}
