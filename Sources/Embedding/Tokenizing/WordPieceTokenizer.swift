package import Corpus

/// The tokenizer of the BERT family: normalised words, each cut into the longest pieces its vocabulary holds.
///
/// Ids equal those of Hugging Face's `tokenizers`, also where a text spells out a special token such as `[SEP]`.
/// Time is linear in the text whatever it holds; a tokenizer is immutable and may be used from any thread.
package struct WordPieceTokenizer: Tokenizer {
  package let window: Int
  package let leading: [Int32]
  package let trailing: [Int32]
  /// What stands before the tokens of a query: special tokens, and the tokens of the query prefix.
  package let queryLeading: [Int32]
  /// Vocabulary, normalisation and prefixes: equal fingerprints give equal tokens.
  package let fingerprint: Fingerprint

  private let model: WordPieceModel

  /// - Parameter vocabulary: the bytes of `vocab.txt`, a token a line, its id the line's number from 0.
  /// - Parameter window: the longest sequence the model takes, special tokens included.
  /// - Parameter documentPrefix: put before every document, such as E5's `passage: `; it ends where a word may end.
  /// - Throws: ``Failure`` `tokenizer.vocabulary` when the vocabulary lacks `[UNK]`, `[CLS]` or `[SEP]`.
  package init(
    vocabulary: [UInt8], normalization: Normalization = Normalization(), window: Int,
    documentPrefix: String = "", queryPrefix: String = ""
  ) throws(Failure) {
    let words = Vocabulary(lines: vocabulary)
    model = WordPieceModel(
      trie: VocabularyTrie(starting: words.starting, continuing: words.continuing),
      scalars: ScalarTable(
        lowercase: normalization.lowercase, stripAccents: normalization.stripAccents ?? normalization.lowercase,
        separatesIdeographs: normalization.separatesIdeographs),
      unknown: try words.id(ofSpecial: "[UNK]"), specials: words.specials)
    let opening = try words.id(ofSpecial: "[CLS]")
    leading = [opening] + model.ids(of: documentPrefix)
    queryLeading = [opening] + model.ids(of: queryPrefix)
    trailing = [try words.id(ofSpecial: "[SEP]")]
    self.window = window
    fingerprint = Fingerprint(
      stage: "tokenizer", version: 1,
      settings: [
        "type": "wordpiece", "vocabulary": vocabulary.withUnsafeBytes { Digest(of: $0).hex },
        "normalization": "\(normalization)", "documentPrefix": documentPrefix, "queryPrefix": queryPrefix,
      ])
  }

  package func tokenize(_ utf8: UnsafeBufferPointer<UInt8>, into tokens: inout TokenList) {
    model.tokenize(utf8, into: &tokens)
  }

  /// The sequence the model sees for a query, cut to the window as the reference cuts it.
  package func sequence(query: String) -> [Int32] {
    (queryLeading + model.ids(of: query)).prefix(max(window - trailing.count, 0)) + trailing
  }
}
