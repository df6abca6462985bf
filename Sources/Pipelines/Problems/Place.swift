/// A position in a text: line and column start at 1, columns count Unicode scalars.
package struct Place: Hashable, Sendable, Comparable {
  package var line: Int
  package var column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  static let start = Place(line: 1, column: 1)

  /// The place just behind a text.
  init(after text: some StringProtocol) {
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    self.init(line: max(1, lines.count), column: (lines.last?.count ?? 0) + 1)
  }

  package static func < (a: Place, b: Place) -> Bool { (a.line, a.column) < (b.line, b.column) }
}

extension Place: CustomStringConvertible {
  package var description: String { "\(line):\(column)" }
}
