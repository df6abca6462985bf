/// How text is cut.
package struct ChunkPlan: Sendable, Equatable {
  package var type: Kind
  /// The model's own tokens, special tokens and prefix included.
  package var maxTokens: Int
  package var overlapTokens: Int

  package enum Kind: String, Sendable, Equatable, CaseIterable { case recursive, markdown, sentence, fixed }
}
