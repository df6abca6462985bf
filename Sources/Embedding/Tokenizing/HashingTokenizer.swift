package import Corpus

/// Words as features of the hashing embedder: each becomes a hash of its lower-case, accent-free letters.
///
/// Words are what BERT's reference takes for words, so a Chinese character is one; punctuation gives no token. The
/// hash is fixed for ever: stored vectors depend on it.
package struct HashingTokenizer: Tokenizer {
  package let window: Int
  package let leading: [Int32] = []
  package let trailing: [Int32] = []
  package let fingerprint = Fingerprint(stage: "tokenizer", version: 1, settings: ["type": "hashing"])

  package init(window: Int = 8192) { self.window = window }

  package func tokenize(_ utf8: UnsafeBufferPointer<UInt8>, into tokens: inout TokenList) {
    WordScan(text: utf8, scalars: .uncased).forEachWord { word in
      guard word.kind != .punctuation else { return }
      tokens.append(Int32(bitPattern: word.hash), start: word.start, end: word.end, beginsWord: true)
    }
  }
}
