import Corpus
import Foundation

/// TREC topics: `<top>`, `<num> Number: 301`, `<title> …`, `</top>`; elements need not be closed.
struct Topics {
  private(set) var questions: [Question.Numbered] = []

  init(_ file: TextLines) throws {
    var number: String?
    var title: String?
    var collectsTitle = false
    for (line, text) in file.lines {
      let trimmed = text.trimmingCharacters(in: .whitespaces)
      if trimmed.hasPrefix("<top>") {
        (number, title, collectsTitle) = (nil, nil, false)
      } else if trimmed.hasPrefix("</top>") {
        questions.append(try Question.numbered(number ?? "", title ?? "", line: line, file))
        (number, title, collectsTitle) = (nil, nil, false)
      } else if let content = Self.content(of: "num", trimmed) {
        number = content.replacing(/^Number:\s*/.ignoresCase(), with: "")
        collectsTitle = false
      } else if let content = Self.content(of: "title", trimmed) {
        title = content.replacing(/^Topic:\s*/.ignoresCase(), with: "")
        collectsTitle = true
      } else if trimmed.hasPrefix("<") {
        collectsTitle = false
      } else if collectsTitle {
        title = [title ?? "", trimmed].joined(separator: " ")
      }
    }
    guard !questions.isEmpty else {
      throw TextLines.problem(file.path, "holds no <top>…</top>", "give TREC topics, or JSONL with _id and text")
    }
  }

  private static func content(of element: String, _ line: String) -> String? {
    guard line.hasPrefix("<\(element)>") else { return nil }
    return line.dropFirst(element.count + 2).replacing("</\(element)>", with: "").trimmingCharacters(in: .whitespaces)
  }
}
