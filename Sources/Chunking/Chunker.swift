package import Corpus

/// Cuts documents into chunks that an embedding model takes whole.
///
/// A document is tokenised once; chunks are exact slices of its text, share no more than the overlap, and leave nothing
/// out but white space. Cost: linear in the text, whatever it holds. Texts are below 2 GiB; a long one is read in
/// stretches, so that its words do not all stand in memory at once.
package struct Chunker: Sendable {
  /// A chunk without room for this many tokens of its own could not hold every character.
  private static let smallestBudget = 4

  /// Kind, sizes and tokenizer: equal fingerprints give equal chunks.
  package let fingerprint: Fingerprint

  private let kind: ChunkingKind
  private let budget: Budget
  private let tokenizer: any Tokenizer
  private let stretchBytes: Int

  /// - Parameter maxTokens: the longest chunk, in the tokenizer's tokens; context, special tokens and prefix included.
  /// - Parameter overlapTokens: how much of a chunk the next one may repeat, up to half of its own tokens.
  /// - Parameter stretchBytes: how much of a text is read at once, up to double; no chunk goes on from one to the next.
  /// - Throws: ``Failure`` `chunk.window`, `chunk.tooSmall` or `chunk.overlap`, for the configuration to be changed.
  package init(
    kind: ChunkingKind, maxTokens: Int, overlapTokens: Int, tokenizer: any Tokenizer,
    tokenizerFingerprint: Fingerprint, stretchBytes: Int = 4 << 20
  ) throws(Failure) {
    let own = maxTokens - tokenizer.overhead
    if maxTokens > tokenizer.window {
      throw Self.failure(
        "chunk.window", "chunk.maxTokens", "\(maxTokens) is more than the \(tokenizer.window) tokens the model takes",
        remedy: "use at most \(tokenizer.window)")
    }
    if own < Self.smallestBudget {
      throw Self.failure(
        "chunk.tooSmall", "chunk.maxTokens", "\(maxTokens) leaves no room beside \(tokenizer.overhead) special tokens",
        remedy: "use at least \(tokenizer.overhead + Self.smallestBudget)")
    }
    if overlapTokens < 0 || overlapTokens > own / 2 {
      throw Self.failure(
        "chunk.overlap", "chunk.overlapTokens", "\(overlapTokens) is not between 0 and half of a chunk's own tokens",
        remedy: "use at most \(own / 2)")
    }
    self.kind = kind
    self.tokenizer = tokenizer
    self.stretchBytes = stretchBytes
    budget = Budget(tokens: own, overlap: overlapTokens)
    fingerprint = Fingerprint(
      stage: "chunk", version: 1,
      settings: [
        "kind": kind.rawValue, "maxTokens": "\(maxTokens)", "overlapTokens": "\(overlapTokens)",
        "tokenizer": tokenizerFingerprint.digest.hex, "stretchBytes": "\(stretchBytes)",
      ])
  }

  /// The chunks of a document, in the order of its text; none when it holds nothing but white space.
  package func chunks(of document: Document) -> [Chunk] {
    var text = document.text
    let context = Context(title: document.title, budget: budget, tokenizer: tokenizer)
    let budget = budget.reserving(context)
    return text.withUTF8 { utf8 in
      let (text, sections) = (Text(utf8: utf8), Sections(document.headings))
      var titles = TitleTracker(sections: sections, text: text)
      var locator = Locator(text: text, sections: sections, pages: document.pages)
      var chunks: [Chunk] = []
      var start = 0
      while start < text.count {
        let stretch = start..<text.stretchEnd(from: start, length: stretchBytes)
        let reader = AtomReader(text: text, stretch: stretch, budget: budget, tokenizer: tokenizer)
        let cutter = Cutter(atoms: reader.atoms(titles: &titles), budget: budget, kind: kind)
        append(cutter, context, to: &chunks, locator: &locator)
        start = stretch.upperBound
      }
      return chunks
    }
  }

  private func append(_ cutter: Cutter, _ context: Context, to chunks: inout [Chunk], locator: inout Locator) {
    let atoms = cutter.atoms
    var (start, fresh) = (0, 0)
    while fresh < atoms.count {
      let level = locator.advance(toFresh: Int(atoms.starts[fresh]))
      let end = cutter.end(from: start, fresh: fresh, level: level)
      let bytes = atoms.bytes(of: start..<end)
      let ids = tokenizer.leading + context.ids + atoms.ids[atoms.tokens(of: start..<end)] + tokenizer.trailing
      chunks.append(
        Chunk(
          ordinal: chunks.count, bytes: bytes, location: locator.location(of: bytes), context: context.text,
          tokenCount: ids.count, tokens: ids, digest: locator.digest(of: bytes, after: context.text)))
      if end < atoms.count { start = cutter.start(after: end, from: start) }
      fresh = end
    }
  }

  private static func failure(_ code: String, _ subject: String, _ problem: String, remedy: String) -> Failure {
    Failure(code, subject, problem, remedy: remedy, verdict: .stop(.configuration))
  }
}
