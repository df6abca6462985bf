import Corpus

/// One pass of a ``WordPieceTokenizer`` over one text.
///
/// Words of plain ASCII, nearly all of them, are folded and looked up in the same loop; everything else takes the way
/// through whole scalars in `WordPieceScan+Normalized.swift`.
struct WordPieceScan {
  /// Words of more scalars than this are unknown, as in the reference; so a word's cost is bounded.
  static let longestWord = 100

  let text: UnsafeBufferPointer<UInt8>
  let model: WordPieceModel
  let slots: UnsafePointer<VocabularyTrie.Slot>
  /// The scalar table's entries, enough for ASCII.
  let entries: UnsafePointer<ScalarTable.Entry>
  var word: NormalizedWord

  /// Runs `body` with a scan whose buffers live as long as the call.
  static func withScan(
    of text: UnsafeBufferPointer<UInt8>, by model: WordPieceModel, _ body: (inout WordPieceScan) -> Void
  ) {
    model.trie.slots.withUnsafeBufferPointer { slots in
      model.scalars.entries.withUnsafeBufferPointer { entries in
        guard let slots = slots.baseAddress, let entries = entries.baseAddress else { return }
        NormalizedWord.withWord(capacity: longestWord) { word in
          var scan = WordPieceScan(text: text, model: model, slots: slots, entries: entries, word: word)
          body(&scan)
        }
      }
    }
  }

  mutating func run(into tokens: inout TokenList) {
    var position = 0
    while position < text.count {
      let byte = text[position]
      guard byte < 0x80 else {
        position = appendNormalizedWord(at: position, to: &tokens)
        continue
      }
      switch entries[Int(byte)].kind {
      case .word:
        position = appendWord(at: position, to: &tokens)
      case .punctuation:
        position = appendPunctuation(byte, at: position, to: &tokens)
      default:
        position += 1
      }
    }
  }

  /// Appends the word that begins at an ASCII letter, and returns where it ends.
  private mutating func appendWord(at start: Int, to tokens: inout TokenList) -> Int {
    var state = VocabularyTrie.start
    var end = start
    word.removeAll()
    while end < text.count {
      let entry = text[end] < 0x80 ? entries[Int(text[end])] : ScalarTable.Entry(.removed, 0)
      guard entry.kind == .word else {
        if entry.kind == .removed { return appendNormalizedWord(at: start, to: &tokens) }
        break
      }
      let letter = UInt8(truncatingIfNeeded: entry.scalar)
      word.append(asciiLetter: letter)
      state = slots.step(state, letter)
      end += 1
    }
    if word.isTooLong {
      tokens.append(model.unknown, start: start, end: end, beginsWord: true)
    } else if slots[state].id >= 0 {
      tokens.append(slots[state].id, start: start, end: end, beginsWord: true)
    } else {
      appendPieces(to: &tokens, start: { start + $0 }, end: { start + $0 + 1 })
    }
    return end
  }

  private func appendPunctuation(_ byte: UInt8, at start: Int, to tokens: inout TokenList) -> Int {
    if byte == UInt8(ascii: "[") {
      for special in model.specials where text[start...].starts(with: special.spelling) {
        let end = start + special.spelling.count
        tokens.append(special.id, start: start, end: end, beginsWord: true)
        return end
      }
    }
    let id = slots[slots.step(VocabularyTrie.start, byte)].id
    tokens.append(id >= 0 ? id : model.unknown, start: start, end: start + 1, beginsWord: true)
    return start + 1
  }

  /// Cuts the gathered word into its longest pieces, or makes all of it one unknown token.
  ///
  /// - Parameter start: where in the text the scalar begins that gave a byte of the word.
  /// - Parameter end: where that scalar ends.
  @inline(__always)
  func appendPieces(to tokens: inout TokenList, start: (Int) -> Int, end: (Int) -> Int) {
    let before = tokens.count
    var first = 0
    while first < word.count {
      var state = first == 0 ? VocabularyTrie.start : VocabularyTrie.middle
      var (id, next, position) = (Int32(-1), first, first)
      while position < word.count {
        state = slots.step(state, word.bytes[position])
        if state == VocabularyTrie.dead { break }
        position += 1
        if slots[state].id >= 0 { (id, next) = (slots[state].id, position) }
      }
      guard id >= 0 else {
        tokens.removeLast(tokens.count - before)
        tokens.append(model.unknown, start: start(0), end: end(word.count - 1), beginsWord: true)
        return
      }
      tokens.append(id, start: start(first), end: end(next - 1), beginsWord: first == 0)
      first = next
    }
  }
}

extension TokenList {
  fileprivate mutating func removeLast(_ count: Int) {
    ids.removeLast(count)
    starts.removeLast(count)
    ends.removeLast(count)
    beginsWord.removeLast(count)
  }
}
