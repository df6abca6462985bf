import Corpus

/// A tokenizer with the awkward traits of real ones: pieces that depend on where a word starts, long words that become
/// one unknown token, scalars that give no token, and special tokens around it all.
struct PieceTokenizer: Tokenizer {
  let fingerprint = Fingerprint(stage: "tokenizer", version: 1, settings: ["type": "test"])
  var window = 512
  var leading: [Int32] = [1]
  var trailing: [Int32] = [2]
  var longestWord = 40

  func tokenize(_ utf8: UnsafeBufferPointer<UInt8>, into tokens: inout TokenList) {
    var word: [(scalar: Unicode.Scalar, start: Int)] = []
    var offset = 0
    func close() {
      defer { word = [] }
      guard let start = word.first?.start else { return }
      if word.count > longestWord {
        tokens.append(-1, start: start, end: offset, beginsWord: true)
        return
      }
      for first in stride(from: 0, to: word.count, by: 3) {
        let piece = word[first..<min(first + 3, word.count)]
        let end = first + 3 < word.count ? word[first + 3].start : offset
        let id = piece.reduce(Int32(first)) { $0 &* 31 &+ Int32(bitPattern: $1.scalar.value) }
        tokens.append(id, start: word[first].start, end: end, beginsWord: first == 0)
      }
    }
    for scalar in String(decoding: utf8, as: UTF8.self).unicodeScalars {
      let length = UTF8.width(scalar)
      if scalar.properties.isAlphabetic && !(0x4E00...0x9FFF).contains(scalar.value)
        || scalar.properties.numericType != nil
      {
        word.append((scalar, offset))
      } else if scalar.properties.generalCategory == .format || scalar.properties.generalCategory == .nonspacingMark {
        // No token, and no end of a word.
      } else {
        close()
        if !scalar.properties.isWhitespace {
          tokens.append(Int32(bitPattern: scalar.value), start: offset, end: offset + length, beginsWord: true)
        }
      }
      offset += length
    }
    close()
  }
}
