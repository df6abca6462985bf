import Chunking
import Corpus
import Testing

@Suite struct ChunkerPropertyTests {
  @Test(arguments: ChunkingKind.allCases, [(256, 24), (64, 10), (24, 10), (12, 2), (6, 0)])
  func `chunks of random documents are exact, whole, complete and small enough`(
    kind: ChunkingKind, size: (maxTokens: Int, overlap: Int)
  ) throws {
    let tokenizer = PieceTokenizer()
    let chunker = try Chunker(kind, tokens: size.maxTokens - 2, overlap: size.overlap, tokenizer: tokenizer)
    let properties = ChunkProperties(tokenizer: tokenizer, maxTokens: size.maxTokens, overlapTokens: size.overlap)
    for seed in UInt64(0)..<12 {
      let document = RandomDocument.document(seed: seed)
      let violations = properties.violations(of: chunker.chunks(of: document), in: document)
      #expect(violations.isEmpty, "seed \(seed): \(violations.first ?? "")")
    }
  }

  @Test(arguments: [64, 200, 1000])
  func `reading in stretches loses nothing`(stretchBytes: Int) throws {
    let tokenizer = PieceTokenizer(longestWord: 1000)
    let chunker = try Chunker(.recursive, tokens: 30, overlap: 5, tokenizer: tokenizer, stretchBytes: stretchBytes)
    let properties = ChunkProperties(tokenizer: tokenizer, maxTokens: 32, overlapTokens: 5)
    for seed in UInt64(100)..<106 {
      let document = RandomDocument.document(seed: seed)
      let violations = properties.violations(of: chunker.chunks(of: document), in: document)
      #expect(violations.isEmpty, "seed \(seed): \(violations.first ?? "")")
    }
  }

  /// Each is 50,000 bytes or more of what leaves a chunker no good choice; the properties are those of any text.
  @Test(
    arguments: [
      ("a word without an end", "a", 50_000), ("dots", ".", 50_000), ("flags", "🇩🇪", 7_000), ("families", "👩‍👩‍👧", 3_000),
      ("nothing to see", "\u{200B}", 20_000), ("blanks", " ", 50_000), ("lines", "x\n", 25_000),
      ("Hangul", "각", 20_000),
      ("marks", "a\u{301}\u{302}", 10_000), ("keycaps", "#️⃣", 8_000), ("Chinese", "我能吞下玻璃", 3_000),
    ])
  func `monotonous text is cut all the same`(name: String, unit: String, count: Int) throws {
    let document = Document(
      uri: name, mediaType: "text/plain", text: "a " + String(repeating: unit, count: count) + " b")
    let tokenizer = PieceTokenizer()
    let chunks = try Chunker(.recursive, tokens: 62, overlap: 8, tokenizer: tokenizer).chunks(of: document)
    let properties = ChunkProperties(tokenizer: tokenizer, maxTokens: 64, overlapTokens: 8)
    #expect(properties.violations(of: chunks, in: document).first == nil)
    #expect(chunks.allSatisfy { $0.bytes.count <= 62 * 64 })
  }

  @Test func `a character of 100,000 marks is cut at scalars`() throws {
    let text = "a" + String(repeating: "\u{301}", count: 100_000)
    let chunks = try Chunker(.recursive, tokens: 62).chunks(of: Document(uri: "", mediaType: "text/plain", text: text))
    #expect(chunks.first?.bytes.lowerBound == 0)
    #expect(chunks.last?.bytes.upperBound == text.utf8.count)
    #expect(zip(chunks, chunks.dropFirst()).allSatisfy { $0.bytes.upperBound == $1.bytes.lowerBound })
    #expect(chunks.allSatisfy { $0.bytes.count <= 62 * 64 && $0.bytes.lowerBound % 2 == ($0.ordinal == 0 ? 0 : 1) })
  }

  @Test func `headings and pages that make no sense do no harm`() throws {
    var document = RandomDocument.document(seed: 5)
    document.headings = [(999_999, 1), (-5, 0), (3, Int.max), (40, -7), (4, 2), (4, 1), (41, 1)].map {
      Heading(offset: $0.0, level: $0.1, title: String(repeating: "long", count: $0.0 == 40 ? 100_000 : 0))
    }
    document.pages = [
      PageStart(offset: 900, number: -3), PageStart(offset: -1, number: 7), PageStart(offset: 9_999_999, number: 1),
    ]
    for kind in ChunkingKind.allCases {
      let chunks = try Chunker(kind, tokens: 30, overlap: 5).chunks(of: document)
      let properties = ChunkProperties(tokenizer: PieceTokenizer(), maxTokens: 32, overlapTokens: 5)
      #expect(properties.violations(of: chunks, in: document).first == nil)
      #expect(chunks.allSatisfy { $0.location.headings.allSatisfy { $0.utf8.count <= 300 } })
    }
  }
}
