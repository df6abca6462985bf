/// A chunk's text on its way to the embedder.
package struct Passage: Sendable {
  package var text: String
  /// The model's ids for it, special tokens and prefix included.
  package var tokens: [Int32]

  package init(text: String, tokens: [Int32]) {
    self.text = text
    self.tokens = tokens
  }
}
