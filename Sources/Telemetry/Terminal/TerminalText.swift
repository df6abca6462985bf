/// Makes text of unknown origin fit to print in a terminal.
///
/// A document can hold escape sequences that move the cursor, set the window's title or write to the clipboard, and
/// direction overrides that show a line in another order than it has. Nothing of that is let through.
package enum TerminalText {
  /// The text without escape sequences, control characters and direction controls; line feeds and tabs stay.
  ///
  /// Every kind of line break becomes one line feed. The payload of an operating system command that never ends stays
  /// as plain text: only its introducer is dropped. Cost: linear.
  package static func stripped(_ text: String) -> String {
    text.utf8.allSatisfy(isPlain) ? text : filtered(text, keepingLines: true)
  }

  /// The same, on one line: runs of line breaks and tabs become one space, so that no document can forge a log line.
  package static func line(_ text: String) -> String {
    text.utf8.allSatisfy { $0 >= 0x20 && isPlain($0) } ? text : filtered(text, keepingLines: false)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte < 0x7F || byte == 0x0A || byte == 0x09
  }

  private static func filtered(_ text: String, keepingLines: Bool) -> String {
    let scalars = Array(text.unicodeScalars)
    var output = String.UnicodeScalarView()
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      if let end = EscapeSequence.end(in: scalars, startingAt: index) {
        index = end
        continue
      }
      index += 1
      if scalar.breaksLine {
        let endsLine = scalar == "\r" && index < scalars.count && scalars[index] == "\n"
        if keepingLines {
          if !endsLine { output.append(scalar == "\t" ? scalar : "\n") }
        } else if output.last != " " {
          output.append(" ")
        }
      } else if !scalar.steersTerminal {
        output.append(scalar)
      }
    }
    return String(output)
  }
}
