import Corpus
import Foundation

/// The lines of a text file, each with its number for messages; blank ones are left out.
struct TextLines {
  let path: String
  let lines: [(number: Int, text: String)]

  /// - Throws: ``Failure`` `eval.file` if it cannot be read or is not UTF-8.
  init(path: String) throws {
    guard let bytes = try? Data(contentsOf: URL(fileURLWithPath: path)) else {
      throw Self.problem(path, "cannot be read", "check the path and who may read it")
    }
    guard let content = String(validating: bytes, as: UTF8.self) else {
      throw Self.problem(path, "is not UTF-8 text", "convert it to UTF-8")
    }
    self.init(path: path, content: content)
  }

  /// Only a line feed ends a line: texts may hold Unicode's other line breaks.
  init(path: String, content: String) {
    self.path = path
    let unmarked =
      content.unicodeScalars.first == "\u{FEFF}" ? Substring(content.unicodeScalars.dropFirst()) : content[...]
    lines = unmarked.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated()
      .compactMap { place, line in
        let text = (line.last == UInt8(ascii: "\r") ? line.dropLast() : line)
        let isBlank = text.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        return isBlank ? nil : (place + 1, String(decoding: text, as: UTF8.self))
      }
  }

  func problem(line: Int, _ problem: String, _ remedy: String) -> Failure {
    Self.problem("\(path):\(line)", problem, remedy)
  }

  static func problem(_ subject: String, _ problem: String, _ remedy: String) -> Failure {
    Failure("eval.file", subject, problem, remedy: remedy, verdict: .stop(.input))
  }
}
