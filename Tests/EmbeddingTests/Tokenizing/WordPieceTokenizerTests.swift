import Corpus
import Embedding
import Testing

@Suite struct WordPieceTokenizerTests {
  @Test func `the reference's ids come out for real passages`() throws {
    let tokenizer = try GoldenVocabulary.uncased.get()
    for passage in try GoldenVocabulary.cases("wordpiece-golden.jsonl") {
      #expect(tokenizer.sequence(passage.text) == passage.ids, "\(passage.text)")
    }
  }

  /// Fuzzed Unicode, every choice of normalisation; ids by Hugging Face tokenizers 0.23.3, at most 256 of them.
  @Test(
    arguments: [
      ("uncased", WordPieceTokenizer.Normalization()),
      ("cased", WordPieceTokenizer.Normalization(lowercase: false)),
      ("lower", WordPieceTokenizer.Normalization(stripAccents: false)),
      ("strip", WordPieceTokenizer.Normalization(lowercase: false, stripAccents: true)),
      ("joined", WordPieceTokenizer.Normalization(separatesIdeographs: false)),
    ])
  func `the reference's ids come out for odd Unicode`(
    mode: String, normalization: WordPieceTokenizer.Normalization
  ) throws {
    let tokenizer = try GoldenVocabulary.tokenizer(normalization)
    let cases = try GoldenVocabulary.cases("wordpiece-edges.jsonl").filter { $0.mode == mode }
    try #require(cases.count > 50)
    for edge in cases {
      #expect(tokenizer.sequence(query: edge.text) == edge.ids, "\(edge.text.unicodeScalars.map(\.value))")
    }
  }

  @Test(
    arguments: [
      ("Hello, wörld!", ["Hello", ",", "wörld", "!"]),
      ("unaffable", ["una", "ffa", "ble"]),
      ("日本 x", ["日", "本", "x"]),
      ("각", ["각", "각", "각"]),
      ("a\u{0C}b", ["a\u{0C}b"]),
      (" [SEP]a ", ["[SEP]", "a"]),
      ("cafe\u{301}s", ["cafe\u{301}s"]),
      ("\u{200B}\u{301}", []),
    ])
  func `tokens point at their bytes in the text`(text: String, pieces: [String]) throws {
    #expect(try GoldenVocabulary.uncased.get().pieces(of: text) == pieces)
  }

  @Test func `only the first piece of a word begins it`() throws {
    #expect(
      try GoldenVocabulary.uncased.get().list(Array("unaffable, é".utf8)).beginsWord == [
        true, false, false, true, true,
      ])
  }

  @Test func `cutting at words changes no token`() throws {
    let tokenizer = try GoldenVocabulary.uncased.get()
    for passage in try GoldenVocabulary.cases("wordpiece-edges.jsonl") where passage.mode == "uncased" {
      let bytes = Array(passage.text.utf8)
      let whole = tokenizer.list(bytes)
      for cut in stride(from: 0, to: whole.count, by: 7) where whole.beginsWord[cut] {
        let start = Int(whole.starts[cut])
        let (head, tail) = (tokenizer.list(Array(bytes[..<start])), tokenizer.list(Array(bytes[start...])))
        #expect(head.ids + tail.ids == whole.ids)
      }
    }
  }

  @Test(
    arguments: [
      [0xFF, 0xFE, 0x61], [0xC0, 0x80, 0x61], [0xED, 0xA0, 0x80, 0x61], [0xF4, 0x90, 0x80, 0x80, 0x61],
      [0x61, 0xE2, 0x82],
      [0x61, 0xF0, 0x9F, 0x98],
    ] as [[UInt8]])
  func `invalid UTF-8 is passed over`(bytes: [UInt8]) throws {
    let tokenizer = try GoldenVocabulary.uncased.get()
    #expect(tokenizer.list(bytes).ids == tokenizer.list([0x61]).ids)
  }

  @Test(arguments: ["a", "é", "\u{302E}", "\u{1100}", "\u{1F3FD}", "\u{E0100}"])
  func `a word of 200,000 scalars is at most one token`(scalar: String) throws {
    let tokenizer = try GoldenVocabulary.uncased.get()
    let word = Array(String(repeating: scalar, count: 200_000).utf8)
    #expect(tokenizer.list(word).count <= 1)
  }

  @Test func `prefixes are counted and queries cut to the window`() throws {
    let tokenizer = try GoldenVocabulary.tokenizer(window: 8, prefix: "query: ")
    let plain = try GoldenVocabulary.uncased.get()
    #expect(tokenizer.leading == [101, 23032, 1024])
    #expect(tokenizer.overhead == 4)
    #expect(tokenizer.sequence("what is it") == plain.sequence("query: what is it"))
    #expect(tokenizer.sequence(query: "one two three four five six").count == 8)
    #expect(tokenizer.sequence(query: "one two three four five six").last == 102)
    #expect(tokenizer.fingerprint != plain.fingerprint)
  }

  @Test func `a vocabulary without special tokens is refused`() {
    let failure = #expect(throws: Failure.self) {
      try WordPieceTokenizer(vocabulary: Array("[UNK]\n[CLS]\na".utf8), window: 8)
    }
    #expect(failure?.code == "tokenizer.vocabulary")
    #expect(failure?.verdict == .stop(.configuration))
  }

  @Test func `lines may end as on Windows`() throws {
    let tokenizer = try WordPieceTokenizer(vocabulary: Array("[UNK]\r\n[CLS]\r\n[SEP]\r\nab\r\n##c".utf8), window: 8)
    #expect(tokenizer.sequence("abc x") == [1, 3, 4, 0, 2])
  }
}
