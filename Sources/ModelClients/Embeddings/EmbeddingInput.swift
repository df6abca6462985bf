/// A text on its way to a service, with its prefix, and what it counts for there.
struct EmbeddingInput: Sendable {
  var text: String
  var tokens: Int

  /// What every service takes.
  static let plainWord = EmbeddingInput(text: "quern", tokens: 3)
}
