import Corpus

extension Judgements {
  /// Reads BEIR's qrels (question, document, grade by tabs, with or without a header) or TREC's (question, a column that
  /// means nothing, document, grade by white space). Names that hold blanks need tabs.
  ///
  /// - Throws: ``Failure`` `eval.file`, which names the line.
  package init(path: String) throws { try self.init(TextLines(path: path)) }

  init(_ file: TextLines) throws {
    self.init()
    for (place, (number, text)) in file.lines.enumerated() {
      guard let row = Self.row(text) else {
        if place == 0, Self.isHeader(text) { continue }
        throw file.problem(
          line: number, "is no judgement",
          "write question, document and grade, separated by tabs, or TREC's four columns")
      }
      guard Self.range.contains(row.grade) else {
        throw file.problem(line: number, "has the grade \(row.grade)", "keep grades within \(Self.range.upperBound)")
      }
      guard judge(row.document, for: row.question, grade: row.grade) else {
        throw file.problem(
          line: number, "judges \(row.document) for \(row.question) again, otherwise", "keep one grade")
      }
    }
    guard !isEmpty else {
      throw TextLines.problem(file.path, "holds no judgement", "write question, document and grade, separated by tabs")
    }
  }

  private static func row(_ text: String) -> (question: String, document: String, grade: Int)? {
    var columns = text.split(separator: "\t", omittingEmptySubsequences: false)
    if columns.count != 3, columns.count != 4 { columns = text.split { $0 == " " || $0 == "\t" } }
    guard let last = columns.last, let grade = Int(String(last).trimmed) else { return nil }
    let names: (Substring, Substring)
    switch columns.count {
    case 3: names = (columns[0], columns[1])
    case 4: names = (columns[0], columns[2])
    default: return nil
    }
    let (question, document) = (String(names.0).trimmed, String(names.1).trimmed)
    return question.isEmpty || document.isEmpty ? nil : (question, document, grade)
  }

  /// A first line whose grade is a word, as BEIR's `score` is, and no number that was spelled out.
  private static func isHeader(_ text: String) -> Bool {
    let columns = text.split { $0 == " " || $0 == "\t" }
    guard (3...4).contains(columns.count), let last = columns.last else { return false }
    return last.contains(where: \.isLetter) && Double(last) == nil
  }
}

extension String {
  fileprivate var trimmed: String {
    var rest = self[...]
    while rest.first == " " { rest.removeFirst() }
    while rest.last == " " { rest.removeLast() }
    return String(rest)
  }
}
