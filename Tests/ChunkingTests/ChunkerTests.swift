import Chunking
import Corpus
import Foundation
import Testing

@Suite struct ChunkerTests {
  @Test(
    arguments: [
      (maxTokens: 513, overlap: 0, code: "chunk.window"), (5, 0, "chunk.tooSmall"), (-1, 0, "chunk.tooSmall"),
      (100, -1, "chunk.overlap"), (100, 50, "chunk.overlap"),
    ])
  func `sizes that cannot work are refused`(maxTokens: Int, overlap: Int, code: String) {
    let failure = #expect(throws: Failure.self) {
      try Chunker(.recursive, tokens: maxTokens - 2, overlap: overlap)
    }
    #expect(failure?.code == code)
    #expect(failure?.verdict == .stop(.configuration))
  }

  @Test func `special tokens and the prefix count`() throws {
    let prefixed = PieceTokenizer(leading: [1, 7, 7], trailing: [2])
    let chunker = try Chunker(.fixed, tokens: 4, tokenizer: prefixed)
    let chunks = chunker.chunks(of: Document(uri: "", mediaType: "text/plain", text: "a b c d e f"))
    #expect(chunks.map(\.tokenCount) == [8, 6])
    #expect(chunks.allSatisfy { $0.tokens.starts(with: [1, 7, 7]) && $0.tokens.last == 2 })
  }

  @Test(arguments: ["", " ", "\n\u{3000}\r\n\t\u{2028}"])
  func `white space gives no chunk`(text: String) throws {
    for kind in ChunkingKind.allCases { #expect(try Chunker(kind, tokens: 9).slices(of: text).isEmpty) }
  }

  @Test(arguments: ["\u{200B}", "\u{301}"])
  func `text without tokens is not lost`(text: String) throws {
    let chunks = try Chunker(.recursive, tokens: 9).chunks(
      of: Document(uri: "", mediaType: "text/plain", text: " \n" + text))
    #expect(chunks.map(\.tokens) == [[1, 2]])
  }

  @Test func `chunks know scalars, pages and headings`() throws {
    let text = "# Ä\n\nérst 🇩🇪 page\n\n## B\n\nsecond page goes on\n\nto the third"
    var document = Document(markdown: text)
    func offset(_ word: String) throws -> Int {
      text.utf8.distance(from: text.startIndex, to: try #require(text.range(of: word)).lowerBound)
    }
    document.pages = [
      PageStart(offset: 0, number: 10), PageStart(offset: try offset("##"), number: 11),
      PageStart(offset: try offset("goes"), number: 12), PageStart(offset: try offset("to the"), number: 13),
    ]
    let locations = try Chunker(.markdown, tokens: 12).chunks(of: document).map(\.location)
    #expect(
      locations == [
        Location(start: 0, end: 17, headings: ["Ä"], firstPage: 10, lastPage: 10),
        Location(start: 19, end: 44, headings: ["Ä", "B"], firstPage: 11, lastPage: 12),
        Location(start: 46, end: 58, headings: ["Ä", "B"], firstPage: 13, lastPage: 13),
      ])
  }

  @Test func `a document without pages has none`() throws {
    let chunk = try #require(
      try Chunker(.recursive, tokens: 9).chunks(of: Document(uri: "", mediaType: "text/plain", text: "x")).first)
    #expect(chunk.location == Location(start: 0, end: 1))
  }

  /// What changes these changes stored chunks: raise the version in the chunker's fingerprint along with them.
  @Test(arguments: [
    (ChunkingKind.recursive, "d1bb24243e575030"), (.markdown, "b8b29edc783c13df"), (.sentence, "21363046984d9d3f"),
    (.fixed, "615298a0ff06e4f7"),
  ])
  func `cuts stay where they are`(kind: ChunkingKind, expected: String) throws {
    let chunker = try Chunker(kind, tokens: 40, overlap: 8)
    let cuts = (UInt64(0)..<8).map { chunker.chunks(of: RandomDocument.document(seed: $0)).map(\.bytes) }
    #expect(Digest(of: "\(cuts)").hex.prefix(16) == expected)
  }

  @Test func `fingerprints tell settings and tokenizers apart`() throws {
    func fingerprint(_ kind: ChunkingKind, _ maxTokens: Int, _ overlap: Int, _ model: String) throws -> Fingerprint {
      try Chunker(
        kind: kind, maxTokens: maxTokens, overlapTokens: overlap, tokenizer: PieceTokenizer(),
        tokenizerFingerprint: Fingerprint(stage: "tokenizer", version: 1, settings: ["model": model])
      ).fingerprint
    }
    let all = try [
      fingerprint(.recursive, 240, 24, "a"), fingerprint(.markdown, 240, 24, "a"),
      fingerprint(.recursive, 241, 24, "a"),
      fingerprint(.recursive, 240, 25, "a"), fingerprint(.recursive, 240, 24, "b"),
    ]
    #expect(Set(all).count == all.count)
    #expect(try fingerprint(.recursive, 240, 24, "a") == all[0])
  }
}
