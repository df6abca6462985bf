/// A table of words and numbers.
package struct ReportTable: Sendable {
  package struct Column: Sendable, ExpressibleByStringLiteral {
    package var name: String
    package var isNumber: Bool

    package init(_ name: String, isNumber: Bool) {
      self.name = name
      self.isNumber = isNumber
    }

    /// A column of words.
    package init(stringLiteral name: String) { self.init(name, isNumber: false) }

    package static func number(_ name: String) -> Column { Column(name, isNumber: true) }
  }

  package var columns: [Column]
  package var rows: [[String]]

  package init(_ columns: [Column], _ rows: [[String]] = []) {
    self.columns = columns
    self.rows = rows
  }

  package var markdown: String {
    func line(_ cells: [String]) -> String {
      "| " + cells.map { $0.replacing("|", with: "\\|").replacing("\n", with: " ") }.joined(separator: " | ") + " |"
    }
    let rule = "|" + columns.map { $0.isNumber ? "---:" : "---" }.joined(separator: "|") + "|"
    return ([line(columns.map(\.name)), rule] + rows.map(line)).joined(separator: "\n")
  }
}
