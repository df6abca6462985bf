package import Corpus

/// A key that opens a model service; it never shows in text, logs or dumps.
package struct APIKey: Sendable, Hashable {
  let value: String

  /// - Parameter text: white space around it, such as a file's last line feed, does not count.
  /// - Throws: `service.key` when nothing is left, or what is left cannot stand in an HTTP header.
  package init(_ text: String) throws(Failure) {
    let start = text.firstIndex { !$0.isWhitespace } ?? text.endIndex
    let end = text.lastIndex { !$0.isWhitespace }.map(text.index(after:)) ?? start
    value = String(text[start..<end])
    guard !value.isEmpty, value.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw Failure(
        "service.key", "apiKey", value.isEmpty ? "the key is empty" : "the key holds characters that no key holds",
        remedy: "look at the variable or file that apiKey names", verdict: .stop(.configuration))
    }
  }
}

extension APIKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "***" }
  package var debugDescription: String { "***" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
