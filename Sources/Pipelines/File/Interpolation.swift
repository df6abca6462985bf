/// Expands `${VAR}`, `${VAR:-default}`, `${VAR:?message}` and `$$` in one text. A default may hold variables too; what
/// a variable holds is never expanded again. Any other `$` stands for itself.
struct Interpolation {
  let environment: [String: String]

  enum Flaw: Error, Equatable {
    case unset(String)
    /// Unset or empty, though the file demands it with a message of its own.
    case demanded(String, message: String)
    case malformed
  }

  func expand(_ text: String) throws(Flaw) -> String { try expand(Substring(text), depth: 0) }

  private func expand(_ text: Substring, depth: Int) throws(Flaw) -> String {
    guard depth < 8 else { throw .malformed }
    var output = ""
    var rest = text
    while let dollar = rest.firstIndex(of: "$") {
      output += rest[..<dollar]
      rest = rest[dollar...].dropFirst()
      switch rest.first {
      case "$":
        output += "$"
        rest = rest.dropFirst()
      case "{":
        let close = try closingBrace(of: rest)
        output += try value(of: rest[..<close].dropFirst(), depth: depth)
        rest = rest[close...].dropFirst()
      default: output += "$"
      }
    }
    return output + rest
  }

  /// The value of what stands between the braces.
  private func value(of expression: Substring, depth: Int) throws(Flaw) -> String {
    let name = expression.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    guard let first = name.first, !first.isNumber else { throw .malformed }
    let operation = expression[name.endIndex...]
    let value = environment[String(name)]
    if operation.isEmpty {
      guard let value else { throw .unset(String(name)) }
      return value
    }
    if let value, !value.isEmpty, operation.hasPrefix(":-") || operation.hasPrefix(":?") { return value }
    if operation.hasPrefix(":-") { return try expand(operation.dropFirst(2), depth: depth + 1) }
    if operation.hasPrefix(":?") { throw .demanded(String(name), message: String(operation.dropFirst(2))) }
    throw .malformed
  }

  /// The brace that closes the one a text starts with.
  private func closingBrace(of text: Substring) throws(Flaw) -> Substring.Index {
    var braces = 0
    var previous: Character = " "
    for index in text.indices {
      switch text[index] {
      case "{" where braces == 0 || previous == "$": braces += 1
      case "}":
        braces -= 1
        if braces == 0 { return index }
      default: break
      }
      // The second dollar of a pair opens nothing.
      previous = text[index] == "$" && previous == "$" ? " " : text[index]
    }
    throw .malformed
  }
}
