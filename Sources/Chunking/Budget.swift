/// What one chunk may hold, besides special tokens and prefix.
struct Budget: Sendable {
  /// A text that gives few tokens or none, such as 50 MB without a space, is cut at this many bytes for each token.
  private static let bytesPerToken = 64

  let tokens: Int
  let overlap: Int

  var bytes: Int { tokens * Self.bytesPerToken }

  /// What is left beside a document's context.
  func reserving(_ context: Context) -> Budget {
    let left = tokens - context.ids.count
    return Budget(tokens: left, overlap: min(overlap, left / 2))
  }
}
