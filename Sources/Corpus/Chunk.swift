/// A piece of a document's text, small enough for the embedding model: an exact slice, never rewritten.
package struct Chunk: Hashable, Sendable {
  /// Position among the document's chunks, from 0.
  package var ordinal: Int
  /// The slice, as UTF-8 byte offsets into the document's text. Slices of neighbours overlap when asked for.
  package var bytes: Range<Int>
  package var location: Location
  /// What is embedded before the slice, on a line of its own: the document's title, shortened; empty if it has none.
  package var context: String
  /// Tokens in the model's own counting; context, special tokens and prefix included.
  package var tokenCount: Int
  /// The model's token ids; context, special tokens and prefix included: what is embedded.
  package var tokens: [Int32]
  /// SHA-256 of context and slice: of the text that is embedded.
  package var digest: Digest

  package init(
    ordinal: Int, bytes: Range<Int>, location: Location, context: String = "", tokenCount: Int, tokens: [Int32],
    digest: Digest
  ) {
    self.ordinal = ordinal
    self.bytes = bytes
    self.location = location
    self.context = context
    self.tokenCount = tokenCount
    self.tokens = tokens
    self.digest = digest
  }
}
