import Corpus

/// The lines of a `vocab.txt`: a line's number is its token's id.
struct Vocabulary {
  /// Words and first pieces of words.
  private(set) var starting: [(word: ArraySlice<UInt8>, id: Int32)] = []
  /// Pieces inside a word, without their `##`.
  private(set) var continuing: [(word: ArraySlice<UInt8>, id: Int32)] = []
  /// Those of BERT's special tokens that are here.
  private(set) var specials: [SpecialToken] = []

  init(lines: [UInt8]) {
    var id: Int32 = 0
    var start = 0
    while start < lines.count {
      let end = lines[start...].firstIndex(of: UInt8(ascii: "\n")) ?? lines.count
      add(lines[start..<end].last == UInt8(ascii: "\r") ? lines[start..<(end - 1)] : lines[start..<end], id: id)
      id += 1
      start = end + 1
    }
  }

  /// - Throws: ``Failure`` when the vocabulary has no such token.
  func id(ofSpecial name: String) throws(Failure) -> Int32 {
    if let special = specials.first(where: { $0.spelling.elementsEqual(name.utf8) }) { return special.id }
    throw Failure(
      "tokenizer.vocabulary", "vocab.txt", "is not a BERT vocabulary: \(name) is missing",
      remedy: "use the vocab.txt of a model of the BERT family", verdict: .stop(.configuration))
  }

  private mutating func add(_ word: ArraySlice<UInt8>, id: Int32) {
    guard !word.isEmpty else { return }
    if word.count > 2, word.starts(with: "##".utf8) {
      continuing.append((word.dropFirst(2), id))
    } else {
      starting.append((word, id))
    }
    if SpecialToken.spellings.contains(where: { $0.utf8.elementsEqual(word) }) {
      specials.append(SpecialToken(spelling: Array(word), id: id))
    }
  }
}

/// A token that is not part of any text, but that the reference recognises where a text spells it out.
struct SpecialToken: Sendable {
  static let spellings = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]

  let spelling: [UInt8]
  let id: Int32
}
