import Chunking
import Corpus
import Testing

@Suite struct ChunkingKindTests {
  @Test func `fixed takes as many tokens as fit and repeats whole words`() throws {
    let slices = try Chunker(.fixed, tokens: 6, overlap: 2).slices(of: "a b c d e. Four g h i j k l")
    #expect(slices == ["a b c d e.", "e. Four g h", "g h i j k l"])
  }

  @Test(
    arguments: [
      ("One two. Three four. Five.", ["One two.", "Three four.", "Five."]),
      ("Ask Dr. No. Then go.", ["Ask Dr. No.", "Then go."]),
      ("See e.g. Rome. It is old.", ["See e.g. Rome.", "It is old."]),
      ("By J. Doe in U.S. law. New.", ["By J. Doe in U.S. law.", "New."]),
      ("\"Is it?\" (Yes.) No.", ["\"Is it?\"", "(Yes.)", "No."]),
      ("He said \"no!\" and left. So?", ["He said \"no!\" and left.", "So?"]),
      ("In 1999. Then 2000. End.", ["In 1999.", "Then 2000.", "End."]),
      ("1. First one.\n2. Second one.", ["1. First one.", "2. Second one."]),
      ("吾輩は猫。名前はまだ無い。どこで", ["吾輩は猫。", "名前はまだ無い。", "どこで"]),
      ("「はい。」と言う！はい", ["「はい。」", "と言う！", "はい"]),
      ("मैं हूँ। तुम हो।", ["मैं हूँ।", "तुम हो।"]),
      ("Wrapped\nin lines. Next.", ["Wrapped\nin lines.", "Next."]),
      ("No stop\n\nnext paragraph", ["No stop", "next paragraph"]),
    ])
  func `sentence keeps sentences whole`(text: String, sentences: [String]) throws {
    // A budget with room for the longest sentence, but hardly for a second one.
    let tokenizer = PieceTokenizer()
    let longest = sentences.map { tokenizer.sequence($0).count - 2 }.max() ?? 0
    let slices = try Chunker(.sentence, tokens: max(longest, 4)).slices(of: text)
    #expect(sentences.allSatisfy { sentence in slices.contains { $0.contains(sentence) } }, "\(slices)")
    #expect(slices.allSatisfy { slice in sentences.contains { slice.hasPrefix($0) } }, "\(slices)")
    #expect(slices.count > 1)
  }

  @Test func `markdown never mixes sections, but keeps a title with its first one`() throws {
    let text = "preamble\n\n# A\n\n## A1\n\nfirst\n\n## A2\n\nsecond\n\n# B\n\nthird"
    #expect(
      try Chunker(.markdown, tokens: 100).slices(of: text) == [
        "preamble", "# A\n\n## A1\n\nfirst", "## A2\n\nsecond", "# B\n\nthird",
      ])
  }

  @Test func `recursive puts small sections of one parent together, and leaves the parent with the next one`() throws {
    let text = "## A1\n\none two three\n\n## A2\n\nfour five six\n\n# B\n\n## B1\n\nseven eight nine ten"
    #expect(
      try Chunker(.recursive, tokens: 30).slices(of: text) == [
        "## A1\n\none two three\n\n## A2\n\nfour five six", "# B\n\n## B1\n\nseven eight nine ten",
      ])
  }

  @Test(
    arguments: [
      ("a section before a paragraph", "a b c\n\nd e\n\n# T\n\nf g\n\nh i j k l m n o p q r", "a b c\n\nd e"),
      ("a paragraph before a line", "a b c d e f g\n\nh i j. K.\nL m n o p q r s t u v", "a b c d e f g"),
      ("a line before a sentence", "a b c d e f g.\nH i. J k l m n o p q r s t u v", "a b c d e f g."),
      ("a sentence before a word", "a b c d e f g h. J k l m n o p q r s t u v w x y", "a b c d e f g h."),
      ("a sentence before a wrapped line", "a b c d e f g. H\ni j k l m n o p q r s t u v", "a b c d e f g."),
      ("a word before nothing", "a b c d e f g h i j.k l m n o p q r s t u v", "a b c d e f g h i"),
    ])
  func `recursive prefers`(name: String, text: String, first: String) throws {
    #expect(try Chunker(.recursive, tokens: 11).slices(of: text).first == first)
  }

  @Test func `no chunk starts with what closes the one before`() throws {
    let slices = try Chunker(.fixed, tokens: 4).slices(of: "(a b c) d, e: f [g h] i. j k l.")
    #expect(slices.allSatisfy { !")]},:.".contains($0.first ?? ".") }, "\(slices)")
  }

  @Test func `overlap starts at a sentence where one is near, and never reaches into another section`() throws {
    let text = "A b c d e f g. H i j k. L m n o p q r s.\n\n# T\n\nu v w"
    #expect(
      try Chunker(.recursive, tokens: 14, overlap: 7).slices(of: text) == [
        "A b c d e f g. H i j k.", "H i j k. L m n o p q r s.", "# T\n\nu v w",
      ])
  }

  @Test func `nothing small is left over at the end of a section`() throws {
    let words = (0..<44).map { _ in "w" }.joined(separator: " ")
    let counts = try Chunker(.recursive, tokens: 40).slices(of: words).map { $0.split(separator: " ").count }
    #expect(counts == [34, 10])
  }
}
