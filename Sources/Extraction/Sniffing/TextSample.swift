/// The beginning of some text, in an encoding that ASCII can be found in, and what it looks like.
struct TextSample {
  private static let length = 1 << 16

  private let head: [UInt8]
  private let isWhole: Bool
  private let suffix: String

  /// Takes the sample; nil for bytes that are no text in any encoding.
  init?(_ content: Content) {
    let mark = ByteOrderMark(of: content.bytes)
    let bytes = UnsafeRawBufferPointer(rebasing: content.bytes.dropFirst(mark?.length ?? 0))
    let sample = UnsafeRawBufferPointer(rebasing: bytes.prefix(Self.length))
    if let wide = mark?.encoding ?? EncodingGuess.wideEncoding(of: bytes), wide.isWide {
      guard let decoded = try? TextDecoder(wide, subject: "").decode(sample) else { return nil }
      head = decoded
    } else {
      guard Self.isText(sample) else { return nil }
      head = Array(sample)
    }
    isWhole = sample.count == bytes.count
    suffix = Self.suffix(of: content.uri)
  }

  var kind: ContentKind {
    head.withUnsafeBufferPointer { head in
      if let kind = MarkupSample(head, suffix: suffix).kind { return kind }
      if let kind = JSONSample(head, isWhole: isWhole, suffix: suffix).kind { return kind }
      // One field that only mail has may be chance: notes begin with `Date:` too.
      let telling = MailHeader(head).mailFields
      if telling >= 2 || (telling == 1 && suffix == "eml") { return .mail }
      let isTable = ["csv", "tsv", "tab", "psv"].contains(suffix)
      if !MarkdownSample.suffixes.contains(suffix),
        let dialect = Dialect(head: head, isWhole: isWhole, isExpected: isTable)
      {
        return .table(dialect)
      }
      return MarkdownSample(head, suffix: suffix).isMarkdown ? .markdown : .plainText
    }
  }

  /// Text has hardly any control characters but those that lay it out; a few zero bytes are forgiven.
  private static func isText(_ sample: UnsafeRawBufferPointer) -> Bool {
    let text = sample.bindMemory(to: UInt8.self)
    var controls = 0
    var offset = text.endOfPrintable(from: 0)
    while offset < text.count {
      let byte = text[offset]
      if byte < 0x20, !(0x07...0x0D).contains(byte), byte != 0x1B { controls += 1 }
      // Printable bytes are passed over; those beyond ASCII come in rows.
      offset = byte < 0x80 ? text.endOfPrintable(from: offset + 1) : offset + 1
    }
    return controls * 50 <= sample.count
  }

  /// What follows the last dot of the last part of the name, in lower case.
  private static func suffix(of uri: String) -> String {
    let name = uri.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: ".") else { return "" }
    return name[name.index(after: dot)...].lowercased()
  }
}
