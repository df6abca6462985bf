import Corpus

extension WordPieceScan {
  /// Appends the word that begins at any scalar, if one does, and returns where to read on.
  mutating func appendNormalizedWord(at start: Int, to tokens: inout TokenList) -> Int {
    word.removeAll()
    var position = start
    var (first, last) = (start, start)
    while position < text.count {
      let (scalar, length) = text.scalar(at: position)
      let entry = model.scalars[scalar]
      let end = position + length
      switch entry.kind {
      case .removed:
        break
      case .word:
        if word.isEmpty { first = position }
        word.append(entry.scalar, start: position, end: end)
        last = end
      case .expanded:
        if word.isEmpty { first = position }
        for part in model.scalars.expansion(of: scalar) { word.append(part, start: position, end: end) }
        last = end
      case .space:
        appendGathered(from: first, to: last, &tokens)
        return end
      case .punctuation, .ideograph:
        // What ends a word is read again as a word of its own.
        if !word.isEmpty {
          appendGathered(from: first, to: last, &tokens)
          return position
        }
        // ASCII goes back to the loop that knows special tokens.
        if scalar < 0x80 { return position }
        word.append(entry.scalar, start: position, end: end)
        appendGathered(from: position, to: end, &tokens)
        return end
      }
      position = end
    }
    appendGathered(from: first, to: last, &tokens)
    return position
  }

  private func appendGathered(from start: Int, to end: Int, _ tokens: inout TokenList) {
    if word.isTooLong {
      tokens.append(model.unknown, start: start, end: end, beginsWord: true)
    } else {
      appendPieces(to: &tokens, start: { word.starts[$0] }, end: { word.ends[$0] })
    }
  }
}
