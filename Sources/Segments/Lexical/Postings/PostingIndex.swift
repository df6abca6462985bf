/// The terms of a segment and where their lists are, straight from the mapped file.
struct PostingIndex: Sendable {
  let count: Int
  private let text: MappedBytes
  private let entries: MappedBytes
  private let postings: MappedBytes
  private let positions: MappedBytes?
  /// One more than the highest item number.
  let items: Int

  init(
    text: MappedBytes, entries: MappedBytes, postings: MappedBytes, positions: MappedBytes?, items: Int
  ) throws(Damage) {
    guard entries.count >= PostingFormat.entrySize, entries.count.isMultiple(of: PostingFormat.entrySize),
      postings.count >= PostingFormat.padding
    else { throw Damage(what: "its table of terms is incomplete") }
    count = entries.count / PostingFormat.entrySize - 1
    (self.text, self.entries, self.postings, self.positions, self.items) = (text, entries, postings, positions, items)
  }

  /// The list of a term, or nil if no item has it.
  func list(_ term: ContiguousArray<UInt8>) throws(Damage) -> PostingList? {
    let place = try lowerBound(term)
    guard place < count, try compare(place, term) == 0 else { return nil }
    return try list(at: place)
  }

  /// The first term that is not before the given one.
  func lowerBound(_ term: ContiguousArray<UInt8>) throws(Damage) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if try compare(middle, term) < 0 { low = middle + 1 } else { high = middle }
    }
    return low
  }

  func term(at place: Int) throws(Damage) -> MappedBytes {
    let offset = place * PostingFormat.entrySize
    let start = Int(try entries.load(offset, as: UInt32.self))
    let end = Int(try entries.load(offset + PostingFormat.entrySize, as: UInt32.self))
    return try text.slice(start, end - start)
  }

  func list(at place: Int) throws(Damage) -> PostingList {
    let offset = place * PostingFormat.entrySize
    let itemCount = Int(try entries.load(offset + 4, as: UInt32.self))
    let start = Int(clamping: try entries.load(offset + 8, as: UInt64.self))
    let places = Int(clamping: try entries.load(offset + 16, as: UInt64.self))
    let blocks = (itemCount + PostingFormat.block - 1) / PostingFormat.block
    guard itemCount > 0, itemCount <= items else { throw Damage(what: "a term has more postings than there are items") }
    let list = try postings.dropFirst(start)
    let skips = try list.slice(0, blocks * PostingFormat.skipSize)
    return PostingList(
      count: itemCount, items: items, skips: skips, blocks: try list.dropFirst(skips.count),
      positions: try positions.map { (all) throws(Damage) in try all.dropFirst(places) })
  }

  private func compare(_ place: Int, _ wanted: ContiguousArray<UInt8>) throws(Damage) -> Int {
    let term = try term(at: place)
    return wanted.withUnsafeBytes { byteOrder(term.buffer, $0) }
  }
}
