import Corpus

/// Names of parts as references between them spell them: relative to the part that refers, or from the top.
enum PartPath {
  /// The name that the reference means, percent-encoding undone, `.` and `..` followed.
  static func resolve(_ reference: String, from part: String) -> String {
    let path = reference.prefix { $0 != "#" && $0 != "?" }
    var steps = path.hasPrefix("/") ? [] : part.split(separator: "/").dropLast().map(String.init)
    for step in path.split(separator: "/") where step != "." {
      if step == ".." {
        _ = steps.popLast()
      } else {
        steps.append(decoded(step))
      }
    }
    return steps.joined(separator: "/")
  }

  private static func decoded(_ step: Substring) -> String {
    guard step.contains("%") else { return String(step) }
    var bytes: [UInt8] = []
    var rest = Array(step.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), let escaped = [UInt8](hex: String(decoding: rest.prefix(2), as: UTF8.self)),
        escaped.count == 1
      {
        bytes += escaped
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
