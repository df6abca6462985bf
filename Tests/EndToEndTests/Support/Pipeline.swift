/// A small pipeline file: hashing instead of a model, so that it needs nothing and runs in a moment.
struct Pipeline: Sendable {
  var name = "small"
  /// Flow mappings, one for each source.
  var sources = ["{ name: documents, path: documents }"]
  var maxTokens = 64
  var dimension = 64
  /// Of a million tokens.
  var price = 0
  /// `spec.embed`, as a flow mapping; hashing unless given.
  var embed: String?
  /// Further lines of `spec`, such as `failurePolicy: { maxFailures: 100% }`.
  var more: [String] = []

  var yaml: String {
    """
    apiVersion: quern/v1
    kind: Pipeline
    metadata: { name: \(name) }
    spec:
      sources:
    \(sources.map { "    - \($0)\n" }.joined())
      chunk: { type: recursive, maxTokens: \(maxTokens), overlapTokens: 8 }
      embed: \(embed ?? "{ model: { type: hashing, dimension: \(dimension) }, price: { perMillionTokens: \(price) } }")
    \(more.map { "  \($0)\n" }.joined())
    """
  }

  static let tolerant = "failurePolicy: { maxFailures: 100% }"
}
