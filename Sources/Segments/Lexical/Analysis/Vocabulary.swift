/// The terms seen so far, and the way from a word as it was written to its term.
///
/// A word is folded and stemmed once and looked up from then on. One thread at a time.
final class Vocabulary {
  /// A term at a place in a text.
  struct Occurrence: Equatable {
    var term: UInt32
    var position: UInt32
  }

  /// Whether single characters of scripts without spaces are found too, which costs documents one term more each.
  enum Reading { case document, query }

  /// Bytes after which a word is cut, as are lines of base64 that no one searches for.
  static let longestWord = 96
  /// Words remembered at most.
  private static let capacity = 1 << 18
  /// Stands for a word of which nothing remains.
  private static let nothing = UInt32.max

  let terms = TermTable()
  private let analyzer: Analyzer
  private let stemmer: Stemmer?
  private let words = TermTable()
  private var termOfWord: [UInt32] = []
  private var scanner = WordScanner()

  init(_ analyzer: Analyzer) {
    self.analyzer = analyzer
    stemmer = Stemmer(language: analyzer.language)
  }

  func occurrences(in text: String, as reading: Reading) -> [Occurrence] {
    var occurrences: [Occurrence] = []
    var position: UInt32 = 0
    append(text, as: reading, from: &position, to: &occurrences)
    return occurrences
  }

  /// Appends the terms of a text, numbering words from `position`, which is left behind the last.
  func append(_ text: String, as reading: Reading, from position: inout UInt32, to occurrences: inout [Occurrence]) {
    var text = text
    text.withUTF8 { utf8 in
      scanner.scan(utf8, joinsApostrophes: analyzer.joinsApostrophes, singles: reading == .document, from: &position) {
        word, isPlain, position in
        let term = term(of: word, isPlain: isPlain)
        if term != Self.nothing { occurrences.append(Occurrence(term: term, position: position)) }
      }
    }
  }

  func removeAll() {
    terms.removeAll()
    words.removeAll()
    termOfWord.removeAll(keepingCapacity: true)
  }

  @inline(__always)
  private func term(of word: UnsafeBufferPointer<UInt8>, isPlain: Bool) -> UInt32 {
    let known = words.count
    let number = words.insert(word)
    if number < known { return termOfWord[number] }
    return learn(word, isPlain: isPlain)
  }

  private func learn(_ word: UnsafeBufferPointer<UInt8>, isPlain: Bool) -> UInt32 {
    let term = isPlain ? stemPlain(word) : stemFolded(word)
    if words.count > Self.capacity {
      words.removeAll()
      termOfWord.removeAll(keepingCapacity: true)
    } else {
      termOfWord.append(term)
    }
    return term
  }

  private func stemPlain(_ word: UnsafeBufferPointer<UInt8>) -> UInt32 {
    guard let stemmer else { return insert(word) }
    return stemmer.stem(word, insert)
  }

  private func stemFolded(_ word: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var folded = Folding.caseFolded(String(decoding: word, as: UTF8.self))
    if analyzer.foldsBeforeStemming { folded = Folding.withoutAccents(folded) }
    guard let stemmer else { return folded.withUTF8(insert) }
    var stem = folded.withUTF8 { stemmer.stem($0) { String(decoding: $0, as: UTF8.self) } }
    if !analyzer.foldsBeforeStemming { stem = Folding.withoutAccents(stem) }
    return stem.withUTF8(insert)
  }

  /// Takes a stem in, without the apostrophes that the stemmer needed to see.
  private func insert(_ stem: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let apostrophe = UInt8(ascii: "'")
    guard !stem.contains(apostrophe) else {
      return stem.filter { $0 != apostrophe }.withUnsafeBufferPointer(insert)
    }
    return stem.isEmpty ? Self.nothing : UInt32(terms.insert(stem))
  }
}
