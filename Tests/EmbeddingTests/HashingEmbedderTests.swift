import Corpus
import Embedding
import Testing

@Suite struct HashingEmbedderTests {
  let embedder = HashingEmbedder(tokenizer: ByteTokenizer(vocabulary: 256))

  @Test(arguments: ["one", "a longer text of several words", "\u{0}", String(repeating: "x", count: 10_000)])
  func `a text gives a unit vector`(text: String) async throws {
    let vector = try await embedder.embed(query: text)
    #expect(vector.count == 384)
    #expect(abs(vector.reduce(0) { $0 + $1 * $1 } - 1) < 1e-5)
  }

  @Test func `an empty text gives a fixed unit vector`() async throws {
    let expected = [1] + [Float](repeating: 0, count: 383)
    #expect(try await embedder.embed(query: "") == expected)
    #expect(try await embedder.embed([Passage(text: "", tokens: [])])[0].get() == expected)
  }

  @Test func `the order of words does not matter, their number does`() async throws {
    let abc = try await embedder.embed(query: "abc")
    #expect(try await embedder.embed(query: "cab") == abc)
    let repeated = try await embedder.embed(query: "aabc")
    #expect(repeated != abc)
    #expect(cosine(repeated, abc) > 0.9)
  }

  @Test func `texts that share words are nearer than texts that do not`() async throws {
    let abcd = try await embedder.embed(query: "abcd")
    let near = try await embedder.embed(query: "abcx"), far = try await embedder.embed(query: "wxyz")
    #expect(cosine(abcd, near) > 0.5)
    #expect(abs(cosine(abcd, far)) < 0.3)
  }

  @Test func `a vector of one place is still a unit vector`() async throws {
    let tiny = HashingEmbedder(dimension: 1, tokenizer: ByteTokenizer())
    for text in ["", "a", "ab", "abcdefgh"] {
      let vector = try await tiny.embed(query: text)
      #expect(vector.map(abs) == [1])
    }
    #expect(tiny.fingerprint != embedder.fingerprint)
  }

  @Test func `a vector never changes between versions`() async throws {
    // Guards the fingerprint's version: raise it when this must change.
    let embedder = HashingEmbedder(dimension: 8, tokenizer: ByteTokenizer(vocabulary: 256))
    let places = try await embedder.embed(query: "quern")
    #expect(places.map { ($0 * 1000).rounded() } == [0, 0, 302, 0, 0, 0, -905, -302])
  }
}
