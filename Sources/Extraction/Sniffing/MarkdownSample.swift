/// Tells Markdown from plain text.
struct MarkdownSample {
  static let suffixes: Set<String> = ["md", "markdown", "mdown", "mkd", "mdx", "qmd", "rmd"]
  /// Names under which `#` begins a comment and a list is just a list.
  private static let otherTexts: Set<String> = [
    "c", "cfg", "conf", "cpp", "cs", "css", "go", "h", "hs", "ini", "java", "js", "kt", "log", "lua", "mk", "php", "pl",
    "py", "r", "rb", "rs", "rst", "sh", "sql", "swift", "tex", "toml", "ts", "yaml", "yml",
  ]

  private let head: UnsafeBufferPointer<UInt8>
  private let suffix: String

  init(_ head: UnsafeBufferPointer<UInt8>, suffix: String) {
    self.head = head
    self.suffix = suffix
  }

  /// By the name where it says so; else a heading between empty lines and one more thing that only Markdown has.
  var isMarkdown: Bool {
    if Self.suffixes.contains(suffix) { return true }
    guard !Self.otherTexts.contains(suffix), !head.starts(with: "#!".utf8) else { return false }
    let lines = String(decoding: head.prefix(1 << 14), as: UTF8.self).split(omittingEmptySubsequences: false) {
      $0.isNewline
    }
    var hasHeading = false
    var hasMore = false
    for (index, line) in lines.enumerated() {
      let isAfterGap = index == 0 || lines[index - 1].allSatisfy(\.isWhitespace)
      let isBeforeGap = index + 1 < lines.count && lines[index + 1].allSatisfy(\.isWhitespace)
      let marks = line.prefix { $0 == "#" }.count
      if (1...6).contains(marks), line.dropFirst(marks).first == " ", isAfterGap, isBeforeGap { hasHeading = true }
      if line.hasPrefix("```") || line.contains("](") || line.contains("**") { hasMore = true }
    }
    return hasHeading && hasMore
  }
}
