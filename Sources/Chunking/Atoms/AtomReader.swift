import Corpus

/// Reads a text's atoms from its tokens, in one pass.
struct AtomReader {
  let text: Text
  let tokens: TokenList
  let budget: Budget
  let tokenizer: any Tokenizer

  private var atoms = Atoms()
  private var titles: TitleTracker
  /// Tokens so far, once an atom had to be tokenised again in pieces; until then those of the whole text serve.
  private var rewritten: [Int32]?
  private var start = 0
  private var firstToken = 0
  private var boundary = Boundary.joint

  init(text: Text, tokens: TokenList, sections: Sections, budget: Budget, tokenizer: any Tokenizer) {
    self.text = text
    self.tokens = tokens
    self.budget = budget
    self.tokenizer = tokenizer
    titles = TitleTracker(sections: sections, text: text)
  }

  mutating func read() -> Atoms {
    let whole = text.trimmed(0..<text.count)
    guard !whole.isEmpty else { return atoms }
    atoms.reserveCapacity(tokens.count)
    start = whole.lowerBound
    _ = titles.boundary(at: start, otherwise: .joint)
    for token in 1..<max(tokens.count, 1) where tokens.beginsWord[token] {
      let gap = Int(tokens.ends[token - 1])..<Int(tokens.starts[token])
      guard let cut = Cut.best(in: gap, of: text, after: start) else { continue }
      close(at: cut.end, tokensEnd: token)
      start = cut.start
      boundary = titles.boundary(at: Int(tokens.starts[token]), otherwise: cut.boundary)
    }
    close(at: whole.upperBound, tokensEnd: tokens.count)
    atoms.ids = rewritten ?? tokens.ids
    return atoms
  }

  private mutating func close(at end: Int, tokensEnd: Int) {
    defer { firstToken = tokensEnd }
    if tokensEnd - firstToken <= budget.tokens, end - start <= budget.bytes {
      let ids = tokens.ids[firstToken..<tokensEnd]
      rewritten?.append(contentsOf: ids)
      atoms.append(start..<end, tokensEnd: rewritten?.count ?? tokensEnd, after: boundary)
    } else {
      appendPieces(of: start..<end)
    }
  }

  /// Cuts what is too large for a chunk at graphemes, and tokenises every piece on its own.
  private mutating func appendPieces(of range: Range<Int>) {
    var ids = rewritten ?? Array(tokens.ids[..<firstToken])
    rewritten = nil
    var rest = range
    var limit = budget.bytes
    while !rest.isEmpty {
      let (cut, piece, found) = firstPiece(of: rest, atMost: limit)
      if !piece.isEmpty {
        ids += found
        atoms.append(piece, tokensEnd: ids.count, after: boundary)
        boundary = .forced
      }
      limit = min(budget.bytes, cut.count * 2)
      rest = cut.upperBound..<rest.upperBound
    }
    rewritten = ids
  }

  /// - Returns: the stretch to take off, the same without white space, and its tokens.
  private func firstPiece(of rest: Range<Int>, atMost start: Int) -> (cut: Range<Int>, piece: Range<Int>, ids: [Int32]) {
    var limit = start
    var keepsGraphemes = true
    var tokens = TokenList()
    while true {
      let cut =
        keepsGraphemes
        ? text.graphemes(in: rest, atMost: limit, longest: budget.bytes) : text.scalars(in: rest, atMost: limit)
      let piece = text.trimmed(cut)
      tokens.removeAll()
      tokenizer.tokenize(UnsafeBufferPointer(rebasing: text.utf8[piece]), into: &tokens)
      if tokens.count <= budget.tokens { return (cut, piece, tokens.ids) }
      if keepsGraphemes, cut.count > limit || limit == 1 {
        keepsGraphemes = false
      } else if limit == 1 {
        // A scalar can't be cut; no tokenizer makes more of one than the smallest budget.
        return (cut, piece, tokens.ids)
      } else {
        limit = max(1, min(limit, cut.count) * budget.tokens / (tokens.count + 1))
      }
    }
  }
}
