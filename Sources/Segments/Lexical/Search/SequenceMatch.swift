import CKernels

/// Finds the items in which words stand together, one word after another: after each, what is left are the items and the
/// places from which all words so far stand at their distances.
struct SequenceMatch {
  /// A word's list, by its place among those of all required words, and the word's distance from the first.
  struct Word {
    var list: Int
    var offset: UInt32
  }

  /// The shortest list first, which leaves least to check.
  private let words: [(word: Word, reader: PlaceReader)]
  /// Where the sequence may start in the items, item after item, and where the starts of each end.
  private var starts: [UInt32] = []
  private var limits = [UInt32](repeating: 0, count: PostingFormat.block)

  init(_ words: [Word], in lists: [PostingList]) throws(Damage) {
    self.words = try words.sorted { $0.list < $1.list }.map { (word) throws(Damage) in
      (word, try PlaceReader(lists[word.list]))
    }
  }

  /// Drops the items in which the words do not stand together. Items come in ascending order from call to call.
  mutating func narrow(_ columns: Columns) throws(Damage) {
    for (index, (word, reader)) in words.enumerated() where columns.count > 0 {
      try reader.read(columns.postings(word.list))
      if index == 0 { begin(word, reader, columns.count) } else { follow(word, reader, columns.count) }
      dropEmpty(columns)
    }
  }

  private mutating func begin(_ word: Word, _ reader: PlaceReader, _ count: Int) {
    starts.removeAll(keepingCapacity: true)
    var next = 0
    for item in 0..<count {
      let end = Int(reader.limits[item])
      for place in next..<end where reader.places[place] >= word.offset {
        starts.append(reader.places[place] - word.offset)
      }
      next = end
      limits[item] = UInt32(starts.count)
    }
  }

  private mutating func follow(_ word: Word, _ reader: PlaceReader, _ count: Int) {
    quern_follow(&starts, &limits, count, reader.places, reader.limits, word.offset)
  }

  private mutating func dropEmpty(_ columns: Columns) {
    var (kept, before) = (0, UInt32(0))
    columns.keep { item in
      let end = limits[item]
      guard end > before else { return false }
      (limits[kept], before) = (end, end)
      kept += 1
      return true
    }
  }
}
