import Corpus

extension HTMLReader {
  /// The document that was read.
  ///
  /// Of a page that marks its main content, that alone is kept; of one with articles, those, where they are most of it.
  /// A page whose main content is next to nothing (filled in by a script, say) is kept whole.
  consuming func document(uri: String, mediaType: String) -> Document {
    var document = Document(uri: uri, mediaType: mediaType, text: "")
    for range in kept() { append(range, to: &document) }
    let ownTitle = title.onOneLine
    document.title =
      ownTitle.isEmpty ? metadata.title ?? document.headings.first?.title ?? headings.first?.title : ownTitle
    document.metadata = metadata.values
    if let language = metadata.language, !language.isEmpty { document.metadata["language"] = .string(language) }
    return document
  }

  private borrowing func kept() -> [Range<Int>] {
    let inMains = mains.reduce(0) { $0 + $1.count }
    if inMains > 0, inMains >= min(200, text.count / 10) { return mains }
    let inArticles = articles.reduce(0) { $0 + $1.count }
    if inArticles > 0, inArticles >= text.count / 2 { return articles }
    return [0..<text.count]
  }

  private borrowing func append(_ whole: Range<Int>, to document: inout Document) {
    let range = text.trimmed(whole)
    guard !range.isEmpty else { return }
    if !document.text.isEmpty { document.text += "\n\n" }
    let shift = document.text.utf8.count - range.lowerBound
    document.text += text.text(range)
    for heading in headings where range.contains(heading.offset) {
      document.headings.append(Heading(offset: heading.offset + shift, level: heading.level, title: heading.title))
    }
    // A link at the very beginning was placed before the gap that came before its text.
    for placed in links where whole.contains(placed.offset) { document.links.append(placed.link) }
  }
}
