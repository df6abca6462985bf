import Corpus
import Foundation

extension Question {
  /// Reads questions in any of the layouts that test collections come in: BEIR's JSONL (`_id`, `text`), lines of id, tab
  /// and text, or TREC topics (`<top>` with `<num>` and `<title>`).
  ///
  /// - Returns: them in the order of the file.
  /// - Throws: ``Failure`` `eval.file`, which names the line.
  package static func read(path: String) throws -> [Question] { try questions(TextLines(path: path)) }

  static func questions(_ file: TextLines) throws -> [Question] {
    guard let first = file.lines.first?.text.drop(while: \.isWhitespace) else {
      throw TextLines.problem(file.path, "holds no question", "give a line of JSON with _id and text for each")
    }
    let found =
      switch first.first {
      case "{": try file.lines.map { try json($0.text, line: $0.number, file) }
      case "<": try Topics(file).questions
      default: try file.lines.map { try tabbed($0.text, line: $0.number, file) }
      }
    var seen: Set<String> = []
    for question in found where !seen.insert(question.question.id).inserted {
      throw file.problem(line: question.line, "asks \(question.question.id) a second time", "keep one of them")
    }
    return found.map(\.question)
  }

  typealias Numbered = (question: Question, line: Int)

  private static func json(_ text: String, line: Int, _ file: TextLines) throws -> Numbered {
    guard let row = try? JSONDecoder().decode(Row.self, from: Data(text.utf8)) else {
      throw file.problem(line: line, "is no JSON object with _id and text", "write {\"_id\": \"1\", \"text\": \"…\"}")
    }
    return try numbered(row.id, row.text, line: line, file)
  }

  private static func tabbed(_ text: String, line: Int, _ file: TextLines) throws -> Numbered {
    guard let tab = text.firstIndex(of: "\t") else {
      throw file.problem(line: line, "has no tab between id and text", "write id, tab, text, or JSON with _id and text")
    }
    return try numbered(String(text[..<tab]), String(text[text.index(after: tab)...]), line: line, file)
  }

  static func numbered(_ id: String, _ text: String, line: Int, _ file: TextLines) throws -> Numbered {
    let id = id.trimmingCharacters(in: .whitespaces)
    let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard !id.isEmpty, !text.isEmpty else {
      throw file.problem(line: line, "asks nothing", "give every question an id and a text")
    }
    return (Question(id: id, text: text), line)
  }

  /// BEIR's row; some collections number their questions.
  private struct Row: Decodable {
    var id: String
    var text: String

    private enum Key: String, CodingKey {
      case id = "_id"
      case text
    }

    init(from decoder: any Decoder) throws {
      let row = try decoder.container(keyedBy: Key.self)
      id =
        if let number = try? row.decode(Int.self, forKey: .id) { "\(number)" } else {
          try row.decode(String.self, forKey: .id)
        }
      text = try row.decode(String.self, forKey: .text)
    }
  }
}
