extension ChunkPlan {
  package static let standard = ChunkPlan(type: .recursive, maxTokens: 240, overlapTokens: 24)

  static let form = Form<ChunkPlan>.mapping(
    standard,
    [
      Field(
        "type", \.type, .choice,
        "Where text is cut: at the strongest boundary that fits, at headings, between sentences, or every so many tokens."
      ),
      Field(
        "maxTokens", \.maxTokens, .integer(8...131_072),
        "The most tokens of a chunk, as the model counts them, its own special tokens and prefix included."),
      Field(
        "overlapTokens", \.overlapTokens, .integer(0...131_071), "Tokens a chunk repeats from the one before, at most."),
    ])
}
