/// Decodes the words that mail headers write in other encodings: `=?utf-8?Q?caf=C3=A9?=` (RFC 2047).
enum EncodedWords {
  /// Decodes a field's value; what cannot be decoded is left as it is. White space between two encoded words is dropped.
  static func decode(_ value: [UInt8]) -> String {
    var text = ""
    var rest = value[...]
    var afterWord = false
    while let offset = rest.withUnsafeBufferPointer({ $0.range(of: "=?")?.lowerBound }) {
      let start = rest.startIndex + offset
      let before = rest[..<start]
      guard let word = Word(rest[start...]) else {
        text += raw(rest[...(start + 1)])
        rest = rest[(start + 2)...]
        afterWord = false
        continue
      }
      if !(afterWord && before.allSatisfy { $0 <= 0x20 }) { text += raw(before) }
      text += word.text
      rest = rest[word.end...]
      afterWord = true
    }
    return text + raw(rest)
  }

  /// Header bytes as they are: ASCII, or what the sender's program took for granted.
  private static func raw(_ bytes: ArraySlice<UInt8>) -> String {
    bytes.withUnsafeBytes { bytes in
      let decoder = TextDecoder(EncodingGuess.encoding(of: bytes), subject: "")
      return String(decoding: (try? decoder.decode(bytes)) ?? [], as: UTF8.self)
    }
  }

  private struct Word {
    let text: String
    let end: Int

    /// Reads `=?charset?Q-or-B?payload?=` at the start of the bytes. A word is at most 75 characters long by the rules,
    /// and a few hundred in practice.
    init?(_ bytes: ArraySlice<UInt8>) {
      let window = bytes.dropFirst(2).prefix(2000)
      let parts = window.split(separator: UInt8(ascii: "?"), maxSplits: 3, omittingEmptySubsequences: false)
      guard parts.count == 4, parts[3].first == UInt8(ascii: "="), parts[1].count == 1,
        !parts[2].contains(where: { $0 <= 0x20 }),
        let encoding = TextEncoding(label: String(decoding: parts[0].prefix { $0 != UInt8(ascii: "*") }, as: UTF8.self))
      else { return nil }
      let payload: [UInt8]
      switch parts[1].first.map({ $0 | 0x20 }) {
      case UInt8(ascii: "q"):
        payload = TransferEncoding.quotedPrintable.decode(parts[2].map { $0 == UInt8(ascii: "_") ? 0x20 : $0 })
      case UInt8(ascii: "b"): payload = TransferEncoding.base64.decode(Array(parts[2]))
      default: return nil
      }
      let decoded = payload.withUnsafeBytes { try? TextDecoder(encoding, subject: "").decode($0) }
      text = String(decoding: decoded ?? payload, as: UTF8.self)
      end = parts[3].startIndex + 1
    }
  }
}
