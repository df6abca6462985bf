import Foundation
import HTTPTypes
import Testing

/// A request in docs/api.md, with what is said to be its answer.
struct Example: Sendable, CustomTestStringConvertible {
  var method: HTTPRequest.Method
  var path: String
  var headers: HTTPFields = [:]
  var body: String?
  /// `json` or `text`.
  var answerKind: String
  var answer: String

  var testDescription: String { "\(method) \(path) \(body ?? "")" }

  /// All of a page's blocks: each `http` one with the one after it.
  static func all(in page: String) -> [Example] {
    var blocks: [(kind: String, text: String)] = []
    var open: (kind: String, lines: [String])?
    for line in page.components(separatedBy: "\n") {
      if line.hasPrefix("```") {
        if let block = open {
          blocks.append((block.kind, block.lines.joined(separator: "\n")))
          open = nil
        } else {
          open = (String(line.dropFirst(3)), [])
        }
      } else {
        open?.lines.append(line)
      }
    }
    return zip(blocks, blocks.dropFirst()).compactMap { request, answer in
      request.kind == "http" ? Example(request: request.text, kind: answer.kind, answer: answer.text) : nil
    }
  }

  private init?(request: String, kind: String, answer: String) {
    let parts = request.components(separatedBy: "\n\n")
    let lines = parts[0].components(separatedBy: "\n")
    let words = lines[0].split(separator: " ").map(String.init)
    guard words.count == 2, let method = HTTPRequest.Method(words[0]) else { return nil }
    (self.method, path, answerKind, self.answer) = (method, words[1], kind, answer)
    body = parts.count > 1 ? parts[1] : nil
    for line in lines.dropFirst() {
      let field = line.components(separatedBy: ": ")
      if field.count == 2, let name = HTTPField.Name(field[0]) { headers[name] = field[1] }
    }
  }
}
