import Corpus

/// The block of `key: value` lines that a Markdown file may begin with, between two lines `---` (or `+++`, with `=`).
struct FrontMatter {
  /// Bytes to the end of the closing line.
  let length: Int
  private(set) var values: [String: MetadataValue] = [:]

  /// Nil where there is none, or none that is closed within 64 KiB.
  init?(of utf8: [UInt8]) {
    let head = utf8.prefix(1 << 16)
    let isTOML = head.starts(with: "+++".utf8)
    guard isTOML || head.starts(with: "---".utf8) else { return nil }
    var position = 0
    var lines: [Substring] = []
    var end: Int?
    while position < head.count, end == nil {
      let line = head[position...].prefix { $0 != 0x0A }
      let text = String(decoding: line, as: UTF8.self)
      position = min(line.endIndex + 1, utf8.count)
      let bare = text.trimmed
      if lines.isEmpty, bare != (isTOML ? "+++" : "---") { return nil }
      if !lines.isEmpty, bare == (isTOML ? "+++" : "---") || bare == "..." { end = position }
      lines.append(text[...])
    }
    guard let end else { return nil }
    length = end
    read(lines.dropFirst().dropLast(), separator: isTOML ? "=" : ":")
  }

  /// Reads scalars and flat lists; what is nested deeper is left out.
  private mutating func read(_ lines: ArraySlice<Substring>, separator: Character) {
    var listKey: String?
    for line in lines {
      if let key = listKey, let item = Self.item(line) {
        guard case .list(let items) = values[key, default: .list([])] else { continue }
        values[key] = .list(items + [item])
        continue
      }
      guard let first = line.first, !first.isWhitespace, first != "#", first != "-",
        let split = line.firstIndex(of: separator)
      else { continue }
      let key = line[..<split].trimmed
      let value = line[line.index(after: split)...].trimmed
      listKey = value.isEmpty ? key : nil
      if !value.isEmpty, !key.isEmpty { values[key] = Self.value(value) }
    }
  }

  private static func item(_ line: Substring) -> MetadataValue? {
    let line = line.trimmed
    return line.hasPrefix("- ") ? scalar(line.dropFirst(2).trimmed) : nil
  }

  private static func value(_ text: String) -> MetadataValue {
    guard text.hasPrefix("["), text.hasSuffix("]") else { return scalar(text) }
    let items = text.dropFirst().dropLast().split(separator: ",").map { $0.trimmed }
    return .list(items.filter { !$0.isEmpty }.map(scalar))
  }

  private static func scalar(_ text: String) -> MetadataValue {
    if let quote = text.first, quote == "\"" || quote == "'", text.count > 1, text.last == quote {
      return .string(String(text.dropFirst().dropLast()))
    }
    if text == "true" || text == "false" { return .bool(text == "true") }
    let isNumeric = text.utf8.allSatisfy { $0 &- 0x30 < 10 || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }
    if isNumeric, !text.hasPrefix("0") || text.count == 1 || text.hasPrefix("0."), let number = Double(text) {
      return .number(number)
    }
    return .string(text)
  }
}
