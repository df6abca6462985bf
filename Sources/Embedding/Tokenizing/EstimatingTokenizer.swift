package import Corpus

/// Counts tokens for a remote model whose vocabulary is not here, rather too many than too few.
///
/// A word costs a token for every four bytes begun, punctuation one, a Chinese character two. Vocabularies in use
/// spend less on prose in any language they were made for; all ids are 0, for the remote side has its own.
package struct EstimatingTokenizer: Tokenizer {
  package let window: Int
  package let leading: [Int32] = []
  package let trailing: [Int32] = []
  package let fingerprint = Fingerprint(stage: "tokenizer", version: 1, settings: ["type": "estimating"])

  package init(window: Int) { self.window = window }

  package func tokenize(_ utf8: UnsafeBufferPointer<UInt8>, into tokens: inout TokenList) {
    WordScan(text: utf8, scalars: .uncased).forEachWord { word in
      if word.kind == .ideograph { tokens.append(0, start: word.start, end: word.end, beginsWord: true) }
      for start in stride(from: word.start, to: word.end, by: 4) {
        tokens.append(
          0, start: start, end: min(start + 4, word.end), beginsWord: start == word.start && word.kind != .ideograph)
      }
    }
  }
}
