import Corpus

/// Reads the atoms of a stretch of text from its tokens, in one pass.
struct AtomReader {
  private let text: Text
  private let stretch: Range<Int>
  private let budget: Budget
  private let tokenizer: any Tokenizer
  /// The tokens of the stretch, whose offsets count from its start.
  private var tokens = TokenList()

  private var atoms = Atoms()
  /// Tokens so far, once an atom had to be tokenised again in pieces; until then those of the whole stretch serve.
  private var rewritten: [Int32]?
  /// Of the atom being read: where it starts, its first token, and what is before it.
  private var start = 0
  private var firstToken = 0
  private var boundary = Boundary.joint

  init(text: Text, stretch: Range<Int>, budget: Budget, tokenizer: any Tokenizer) {
    self.text = text
    self.stretch = stretch
    self.budget = budget
    self.tokenizer = tokenizer
    tokenizer.tokenize(UnsafeBufferPointer(rebasing: text.utf8[stretch]), into: &tokens)
  }

  consuming func atoms(titles: inout TitleTracker) -> Atoms {
    let whole = text.trimmed(stretch)
    guard !whole.isEmpty else { return atoms }
    atoms.reserveCapacity(tokens.count)
    start = whole.lowerBound
    _ = titles.boundary(at: start, otherwise: .joint)
    for token in 1..<max(tokens.count, 1) where tokens.beginsWord[token] {
      let next = stretch.lowerBound + Int(tokens.starts[token])
      let gap = (stretch.lowerBound + Int(tokens.ends[token - 1]))..<next
      guard let cut = Cut.best(in: gap, of: text, after: start) else { continue }
      close(at: cut.end, tokensEnd: token)
      start = cut.start
      boundary = titles.boundary(at: next, otherwise: cut.boundary)
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
      let piece = firstPiece(of: rest, atMost: limit)
      if !piece.slice.isEmpty {
        ids += piece.ids
        atoms.append(piece.slice, tokensEnd: ids.count, after: boundary)
        boundary = .forced
      }
      limit = min(budget.bytes, piece.cut.count * 2)
      rest = piece.cut.upperBound..<rest.upperBound
    }
    rewritten = ids
  }

  private struct Piece {
    /// What is taken off the rest.
    var cut: Range<Int>
    /// The same without white space.
    var slice: Range<Int>
    var ids: [Int32]
  }

  private func firstPiece(of rest: Range<Int>, atMost longest: Int) -> Piece {
    var limit = longest
    var keepsGraphemes = true
    var tokens = TokenList()
    while true {
      let cut =
        keepsGraphemes
        ? text.graphemes(in: rest, atMost: limit, longest: budget.bytes) : text.scalars(in: rest, atMost: limit)
      let slice = text.trimmed(cut)
      tokens.removeAll()
      tokenizer.tokenize(UnsafeBufferPointer(rebasing: text.utf8[slice]), into: &tokens)
      if tokens.count <= budget.tokens { return Piece(cut: cut, slice: slice, ids: tokens.ids) }
      if keepsGraphemes, cut.count > limit || limit == 1 {
        keepsGraphemes = false
      } else if limit == 1 {
        // A scalar can't be cut; no tokenizer makes more of one than the smallest budget.
        return Piece(cut: cut, slice: slice, ids: tokens.ids)
      } else {
        limit = max(1, min(limit, cut.count) * budget.tokens / (tokens.count + 1))
      }
    }
  }
}
