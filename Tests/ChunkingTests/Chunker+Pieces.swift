import Chunking
import Corpus

extension Chunker {
  /// A chunker over ``PieceTokenizer``, whose special tokens come on top of the tokens given here.
  init(
    _ kind: ChunkingKind, tokens: Int, overlap: Int = 0, tokenizer: any Tokenizer = PieceTokenizer(),
    stretchBytes: Int = 4 << 20
  ) throws(Failure) {
    try self.init(
      kind: kind, maxTokens: tokens + tokenizer.overhead, overlapTokens: overlap, tokenizer: tokenizer,
      tokenizerFingerprint: Fingerprint(stage: "tokenizer", version: 1, settings: [:]),
      stretchBytes: stretchBytes)
  }

  /// The slices of a text, whose headings are its lines that start with `#`.
  func slices(of text: String) -> [String] {
    let document = Document(markdown: text)
    return chunks(of: document).map { String(decoding: Array(text.utf8)[$0.bytes], as: UTF8.self) }
  }
}

extension Document {
  init(markdown text: String) {
    self.init(uri: "a.md", mediaType: "text/markdown", text: text)
    var offset = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let level = line.prefix { $0 == "#" }.count
      if level > 0 { headings.append(Heading(offset: offset, level: level, title: String(line.dropFirst(level + 1)))) }
      offset += line.utf8.count + 1
    }
  }
}
