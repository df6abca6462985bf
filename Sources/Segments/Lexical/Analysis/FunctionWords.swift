/// Words that hold a sentence together and say little about its subject.
enum FunctionWords {
  /// What one counts in a query beside a word of another kind. Not nothing: `where` and `having` are also SQL. Measured on
  /// Cranfield (nDCG@10): .530 instead of .522, and the longest posting lists are seldom read to their end.
  static let importance: Float = 0.25

  /// Snowball's list for English, without its contractions.
  static let english = Set(
    """
    i me my myself we us our ours ourselves you your yours yourself yourselves he him his himself she her hers herself it
    its itself they them their theirs themselves what which who whom this that these those am is are was were be been
    being have has had having do does did doing will would shall should can could may might must ought a an the and but
    if or because as until while of at by for with about against between into through during before after above below to
    from up down in out on off over under again further then once here there when where why how all any both each few
    more most other some such no nor not only own same so than too very
    """.split(whereSeparator: \.isWhitespace).map(String.init))
}

extension Analyzer {
  /// What a word of a query counts.
  func importance(ofWord word: String) -> Float {
    guard language == "english" else { return 1 }
    let letters = word.lowercased().filter(\.isLetter)
    return FunctionWords.english.contains(letters) ? FunctionWords.importance : 1
  }
}
