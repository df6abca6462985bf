import Corpus

/// What a ``WordPieceTokenizer`` knows: its pieces, and how text is normalised before they are looked up.
struct WordPieceModel: Sendable {
  let trie: VocabularyTrie
  let scalars: ScalarTable
  /// The id of a word that cannot be put together from pieces.
  let unknown: Int32
  let specials: [SpecialToken]

  func tokenize(_ utf8: UnsafeBufferPointer<UInt8>, into tokens: inout TokenList) {
    WordPieceScan.withScan(of: utf8, by: self) { $0.run(into: &tokens) }
  }

  func ids(of text: String) -> [Int32] {
    var text = text
    var tokens = TokenList()
    text.withUTF8 { tokenize($0, into: &tokens) }
    return tokens.ids
  }
}
