/// Text of others as a value in YAML.
enum YAMLText {
  /// On one line, in double quotes.
  static func quoted(_ text: String) -> String {
    var output = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": output += "\\\""
      case "\\": output += "\\\\"
      case "\n": output += "\\n"
      case "\t": output += "\\t"
      case _ where isPlain(scalar): output.unicodeScalars.append(scalar)
      default: output += "\\U" + String(repeating: "0", count: 8 - hex(scalar).count) + hex(scalar)
      }
    }
    return output + "\""
  }

  /// A block of lines as they are, where YAML gives back what was put in; else in quotes.
  ///
  /// - Parameter indent: of the block's lines, in spaces.
  static func scalar(_ text: String, indent: Int) -> String {
    // A block's first line tells its indentation, and what line breaks end it is YAML's to say.
    let isBlock = text.unicodeScalars.allSatisfy { $0 == "\n" || isPlain($0) } && !text.hasPrefix(" ")
    guard isBlock, !text.hasPrefix("\n"), text.hasSuffix("\n"), !text.hasSuffix("\n\n") else { return quoted(text) }
    return "|\n" + String(text.dropLast()).indented(indent)
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }

  private static func hex(_ scalar: Unicode.Scalar) -> String { String(scalar.value, radix: 16, uppercase: true) }
}

extension String {
  /// Every line that is not empty, moved to the right.
  func indented(_ width: Int) -> String {
    split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : String(repeating: " ", count: width) + $0 }
      .joined(separator: "\n")
  }
}
