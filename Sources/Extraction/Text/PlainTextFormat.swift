import Corpus

/// Reads plain text in any encoding; form feeds start pages.
struct PlainTextFormat: Format {
  /// Form feeds beyond which they are no pages.
  private static let mostPages = 100_000

  func extract(_ content: Content, in session: ExtractionSession) throws {
    let document = try content.withText { text in
      Document(
        uri: content.uri, title: Self.title(of: text), mediaType: "text/plain",
        text: String(decoding: text, as: UTF8.self),
        pages: Self.pages(of: text))
    }
    try session.emit(document)
  }

  /// The first line that is not empty, if it is short enough for a title.
  private static func title(of text: UnsafeBufferPointer<UInt8>) -> String? {
    guard let start = text.firstIndex(where: { $0 > 0x20 }) else { return nil }
    let line = text[start...].prefix(400).prefix { $0 != 0x0A && $0 != 0x0C }
    let title = String(decoding: line, as: UTF8.self)
    return title.count <= 100 ? title.trimmed : nil
  }

  /// Where each page starts; empty for a text without form feeds, and a feed at the very end starts none.
  private static func pages(of text: UnsafeBufferPointer<UInt8>) -> [PageStart] {
    guard text.offset(of: 0x0C) != nil else { return [] }
    let feeds = text.indices.filter { text[$0] == 0x0C }
    guard feeds.count <= Self.mostPages else { return [] }
    let starts = [0] + feeds.map { $0 + 1 }.filter { $0 < text.count }
    return starts.enumerated().map { PageStart(offset: $1, number: $0 + 1) }
  }
}
