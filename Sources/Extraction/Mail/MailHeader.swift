import Corpus

/// The header of a message or of a part of it (RFC 5322, 2045).
struct MailHeader {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  /// Names in lower case with unfolded values, in their order.
  private var fields: [(name: String, value: [UInt8])] = []
  /// Where the body begins.
  let bodyStart: Int

  /// Reads up to the first empty line. A line that is neither a field nor continues one ends the header too.
  init(_ bytes: Bytes) {
    var position = 0
    while position < bytes.count {
      let line = bytes[position...].prefix { $0 != 0x0A }
      let next = min(line.endIndex + 1, bytes.count)
      let text = line.last == 0x0D ? line.dropLast() : line
      if text.isEmpty {
        position = next
        break
      }
      if text.first == 0x20 || text.first == 0x09, !fields.isEmpty {
        // Folding white space stays one space: encoded words beside each other are told apart by it.
        fields[fields.count - 1].value += [0x20] + text.drop { $0 <= 0x20 }
      } else if let colon = text.firstIndex(of: UInt8(ascii: ":")), Self.isName(text[..<colon]) {
        let name = String(decoding: text[..<colon], as: UTF8.self).lowercased()
        fields.append((name, Array(text[(colon + 1)...].drop { $0 <= 0x20 })))
      } else if !(fields.isEmpty && text.starts(with: "From ".utf8)) {
        break
      }
      position = next
    }
    bodyStart = position
  }

  /// How many of the header's fields only mail has; two make it a message.
  var mailFields: Int { Set(fields.map(\.name)).intersection(Self.telling).count }

  /// A field as text, its encoded words decoded; nil if absent or empty.
  func text(_ name: String) -> String? {
    guard let value = fields.first(where: { $0.name == name })?.value else { return nil }
    let text = EncodedWords.decode(Array(value.prefix(1 << 16))).onOneLine
    return text.isEmpty ? nil : text
  }

  /// A field of the form `value; name=value; …`.
  func parameterised(_ name: String) -> ParameterisedField? {
    fields.first { $0.name == name }.map { ParameterisedField($0.value) }
  }

  private static func isName(_ name: some Collection<UInt8>) -> Bool {
    !name.isEmpty && name.count <= 128 && name.allSatisfy { $0 > 0x20 && $0 < 0x7F }
  }

  private static let telling: Set<String> = [
    "from", "to", "subject", "date", "message-id", "received", "mime-version", "return-path", "delivered-to",
    "reply-to",
    "cc", "content-type", "x-mailer", "in-reply-to", "references",
  ]
}
