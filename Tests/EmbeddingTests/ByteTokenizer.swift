import Corpus

/// One token a byte, for tests that need some tokenizer: ids are bytes modulo a vocabulary.
struct ByteTokenizer: Tokenizer {
  let fingerprint = Fingerprint(stage: "tokenizer", version: 1, settings: ["type": "test"])
  var window = 70
  var leading: [Int32] = []
  var trailing: [Int32] = []
  var vocabulary: Int32 = 64

  func tokenize(_ utf8: UnsafeBufferPointer<UInt8>, into tokens: inout TokenList) {
    for (index, byte) in utf8.enumerated() {
      tokens.append(Int32(byte) % vocabulary, start: index, end: index + 1, beginsWord: true)
    }
  }
}
