/// How a document is cut.
package enum ChunkingKind: String, Sendable, CaseIterable {
  /// At the strongest boundary near the end of a full chunk: section, paragraph, line, sentence, word.
  case recursive
  /// As `recursive`, and never two sections in one chunk.
  case markdown
  /// As many whole sentences as fit.
  case sentence
  /// As many tokens as fit.
  case fixed
}
