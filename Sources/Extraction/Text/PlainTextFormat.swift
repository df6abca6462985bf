import Corpus

/// Reads plain text in any encoding; form feeds start pages.
struct PlainTextFormat: Format {
  func extract(_ content: Content, in session: ExtractionSession) throws {
    let utf8 = try TextDecoder.decode(content)
    try session.emit(
      Document(
        uri: content.uri, title: Self.title(of: utf8), mediaType: "text/plain", text: String(decoding: utf8, as: UTF8.self),
        pages: Self.pages(of: utf8)))
  }

  /// The first line that is not empty, if it is short enough for a title.
  static func title(of utf8: [UInt8]) -> String? {
    guard let start = utf8.firstIndex(where: { $0 > 0x20 }) else { return nil }
    let line = utf8[start...].prefix(400).prefix { $0 != 0x0A && $0 != 0x0C }
    let title = String(decoding: line, as: UTF8.self)
    return title.count <= 100 ? title.trimmed : nil
  }

  /// Where each page starts; empty for a text without form feeds, and a feed at the very end starts none.
  private static func pages(of utf8: [UInt8]) -> [PageStart] {
    let feeds = utf8.indices.filter { utf8[$0] == 0x0C }
    guard !feeds.isEmpty else { return [] }
    let starts = [0] + feeds.map { $0 + 1 }.filter { $0 < utf8.count }
    return starts.enumerated().map { PageStart(offset: $1, number: $0 + 1) }
  }
}
