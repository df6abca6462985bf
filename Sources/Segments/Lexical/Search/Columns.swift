import CKernels

/// A block's worth of items while they are looked up in list after list: a column of items, and one of postings for
/// each list.
struct Columns: ~Copyable {
  private let memory: UnsafeMutablePointer<UInt32>
  private let lists: Int
  private(set) var count = 0

  init(lists: Int) {
    self.lists = lists
    // The last column is for which items a look-up finds.
    memory = .allocate(capacity: (lists + 2) * PostingFormat.block)
  }

  deinit { memory.deallocate() }

  private func column(_ index: Int) -> UnsafeMutablePointer<UInt32> { memory + index * PostingFormat.block }

  var items: UnsafeBufferPointer<UInt32> { UnsafeBufferPointer(start: column(0), count: count) }

  func postings(_ list: Int) -> UnsafeBufferPointer<UInt32> {
    UnsafeBufferPointer(start: column(list + 1), count: count)
  }

  /// Takes a block of the first list.
  mutating func start(_ lead: NumberBlock) {
    count = lead.size
    column(0).update(from: lead.numbers, count: count)
    for index in 0..<count { column(1)[index] = lead.base + UInt32(index) }
  }

  /// Keeps the items that are in the next list; false if that ends before the last of them, and has nothing more.
  mutating func meet(_ other: NumberBlock, _ list: Int) throws(Damage) -> Bool {
    let found = column(list + 1), kept = column(lists + 1)
    var next = 0, matches = 0, goesOn = true
    while next < count {
      goesOn = try other.seek(column(0)[next])
      guard goesOn else { break }
      let more = quern_meet(
        column(0), &next, count, other.numbers, other.last, kept + matches, found + matches)
      for match in matches..<(matches + more) { found[match] += other.base }
      matches += more
    }
    for earlier in 0...list {
      let column = column(earlier)
      for match in 0..<matches { column[match] = column[Int(kept[match])] }
    }
    count = matches
    return goesOn
  }
}
