import Corpus

/// Reads Markdown: the text stays as written, which reads well; headings, links and front matter are found in it.
struct MarkdownFormat: Format {
  func extract(_ content: Content, in session: ExtractionSession) throws {
    let utf8 = try content.withText { Array($0) }
    let matter = FrontMatter(of: utf8)
    let text = Array(utf8[(matter?.length ?? 0)...].drop { $0 == 0x0A })
    var outline = MarkdownOutline()
    outline.read(text)
    var metadata = matter?.values ?? [:]
    var title = outline.headings.first { $0.level == 1 }?.title ?? outline.headings.first?.title
    if case .string(let stated) = metadata.removeValue(forKey: "title") { title = stated }
    try session.emit(
      Document(
        uri: content.uri, title: title, mediaType: "text/markdown", text: String(decoding: text, as: UTF8.self),
        headings: outline.headings, links: outline.links, metadata: metadata))
  }
}
