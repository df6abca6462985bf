/// Cuts text into the tokens of one embedding model.
///
/// A token never crosses a word boundary (white space or punctuation), so cutting a text between words and tokenising
/// the pieces gives the same tokens as tokenising the whole.
package protocol Tokenizer: Sendable {
  /// The longest sequence the model takes, special tokens included.
  var window: Int { get }
  /// Ids put before a sequence's own tokens: special tokens, and the tokens of the document prefix.
  var leading: [Int32] { get }
  /// Ids put after them.
  var trailing: [Int32] { get }

  /// Vocabulary, normalisation and prefixes: equal fingerprints give equal tokens.
  var fingerprint: Fingerprint { get }

  /// Appends the tokens of a UTF-8 text, without special tokens.
  func tokenize(_ utf8: UnsafeBufferPointer<UInt8>, into tokens: inout TokenList)
}

extension Tokenizer {
  /// Tokens that every sequence costs besides its own.
  package var overhead: Int { leading.count + trailing.count }

  /// The whole sequence the model sees for a text, special tokens included.
  package func sequence(_ text: String) -> [Int32] {
    var tokens = TokenList()
    var text = text
    text.withUTF8 { tokenize($0, into: &tokens) }
    return leading + tokens.ids + trailing
  }
}
