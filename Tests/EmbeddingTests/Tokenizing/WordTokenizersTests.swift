import Corpus
import Embedding
import Testing

@Suite struct WordTokenizersTests {
  @Test(
    arguments: [
      ("Hello, World", ["Hello", "World"]), ("naïve  Café!", ["naïve", "Café"]), ("日本語", ["日", "本", "語"]),
      ("a_b-c", ["a", "b", "c"]), ("... !?", []), ("각 x", ["각", "x"]),
    ])
  func `a hashing tokenizer sees words`(text: String, words: [String]) {
    #expect(HashingTokenizer().pieces(of: text) == words)
  }

  @Test func `hashes ignore case and accents`() {
    let tokenizer = HashingTokenizer()
    #expect(tokenizer.sequence("ÉCOLE") == tokenizer.sequence("ecole"))
    #expect(tokenizer.sequence("école") != tokenizer.sequence("ecale"))
  }

  /// FNV-1a's published test vectors for `a` and `foobar`, and values that stored vectors rely on.
  @Test func `hashes are fixed for ever`() {
    let bits = HashingTokenizer().sequence("a foobar Ж 日 𝄞").map { UInt32(bitPattern: $0) }
    #expect(bits == [0xE40C_292C, 0xBF9C_F968, fnv("ж"), fnv("日"), fnv("𝄞")])
  }

  @Test(
    arguments: [
      ("a", 1), ("four", 1), ("seven", 2), ("a, b", 3), ("日本", 4), ("", 0), (" \n", 0), ("antidisestablishment", 5),
    ])
  func `an estimate counts four bytes a token`(text: String, count: Int) {
    #expect(EstimatingTokenizer(window: 100).sequence(text) == Array(repeating: 0, count: count))
  }

  @Test func `an estimate is cut between words only`() {
    let list = EstimatingTokenizer(window: 100).list(Array("seven 日.".utf8))
    #expect(list.beginsWord == [true, false, true, false, true])
    #expect(list.ends == [4, 5, 9, 9, 10])
  }

  private func fnv(_ word: String) -> UInt32 {
    word.utf8.reduce(0x811C_9DC5) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
  }
}
