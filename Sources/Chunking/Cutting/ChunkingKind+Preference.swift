extension ChunkingKind {
  /// How much a chunk would like to end at a boundary, above 0; of equals the last is taken.
  ///
  /// A chunk should be about one thing, and not small: so a section's start counts in the last three quarters of what
  /// fits, a paragraph's in the last half, a sentence's in the last third; weaker ones of these come next, and only
  /// then, near the end, the breaks between lines and words.
  func preference(for boundary: Boundary, filled: Filling) -> Int {
    switch self {
    case .fixed: 1
    case .sentence: boundary >= .sentence ? 3 : boundary >= .word ? 2 : 1
    case .recursive, .markdown:
      switch boundary {
      case .joint: 2
      case .word: filled.isAtLeast(1, 2) ? 3 : 1
      case .wrap: filled.isAtLeast(5, 6) ? 4 : filled.isAtLeast(1, 2) ? 3 : 1
      case .sentence: filled.isAtLeast(2, 3) ? 8 : filled.isAtLeast(1, 3) ? 5 : 1
      case .line: filled.isAtLeast(2, 3) ? 9 : filled.isAtLeast(1, 3) ? 6 : 1
      case .paragraph: filled.isAtLeast(1, 2) ? 10 : filled.isAtLeast(1, 3) ? 7 : 1
      default: filled.isAtLeast(1, 4) ? 10 + Int(boundary.rank) : 1
      }
    }
  }
}
