import CKernels

/// Walks a posting list in ascending order of its items, unpacking a block at a time.
final class PostingCursor {
  /// What ``item`` is behind the end.
  static let end = UInt32.max

  let list: PostingList
  /// The item at hand, or ``end``.
  private(set) var item: UInt32 = 0
  private var block = -1
  /// Postings of the block, and the one at hand.
  private var size = 0
  private var index = 0
  private let unpacked = UnsafeMutablePointer<UInt32>.allocate(capacity: 2 * PostingFormat.block)

  init(_ list: PostingList) throws(Damage) {
    self.list = list
    try enter(0)
  }

  deinit { unpacked.deallocate() }

  private var items: UnsafeMutablePointer<UInt32> { unpacked }
  private var frequencies: UnsafeMutablePointer<UInt32> { unpacked + PostingFormat.block }

  /// How often the term is in the item at hand.
  var frequency: UInt32 { frequencies[index] }

  func next() throws(Damage) {
    index += 1
    if index < size { item = items[index] } else { try enter(block + 1) }
  }

  /// Goes on to the first item that is not before `target`; never goes back.
  func seek(_ target: UInt32) throws(Damage) {
    guard item < target else { return }
    if try list.lastItem(ofBlock: block) < target {
      try enter(list.block(reaching: target, from: block + 1))
      guard item < target else { return }
    }
    while index < size, items[index] < target { index += 1 }
    guard index < size else { throw Damage(what: "a block of postings ends too early") }
    item = items[index]
  }

  /// Adds what each posting from here up to item `end` scores to `scores[item - origin]`; no posting is before `origin`.
  func addScores(
    upTo end: UInt32, lengths: UnsafePointer<UInt32>, _ weighing: Weighing, to scores: UnsafeMutablePointer<Float>,
    origin: UInt32
  ) throws(Damage) {
    while item < end {
      var stop = size
      if items[size - 1] >= end {
        stop = index
        while items[stop] < end { stop += 1 }
      }
      quern_add_bm25(
        items + index, frequencies + index, stop - index, lengths, weighing.weight, weighing.base, weighing.slope,
        scores,
        origin)
      index = stop
      if index < size { item = items[index] } else { try enter(block + 1) }
    }
  }

  private func enter(_ next: Int) throws(Damage) {
    guard next < list.blockCount else {
      (block, size, index, item) = (list.blockCount, 0, 0, Self.end)
      return
    }
    let skip = try list.skip(next)
    let before = next == 0 ? -1 : Int64(try list.lastItem(ofBlock: next - 1))
    size = list.size(ofBlock: next)
    let packed = try list.packed(next, skip)
    let last = quern_unpack_numbers(packed.bytes, skip.gapBits, size, before, items)
    quern_unpack_frequencies(packed.bytes + packed.frequencies, skip.frequencyBits, size, frequencies)
    guard before < Int64(skip.lastItem), last == UInt64(skip.lastItem) else { throw PostingList.contradiction }
    (block, index, item) = (next, 0, items[0])
  }
}
