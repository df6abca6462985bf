import CKernels

/// A block's worth of items while they are looked up in list after list: a column of items, and one of postings for
/// each list.
final class Columns {
  private let memory: UnsafeMutablePointer<UInt32>
  private let lists: Int
  private(set) var count = 0

  init(lists: Int) {
    self.lists = lists
    // The last column is for which items are kept.
    memory = .allocate(capacity: (lists + 2) * PostingFormat.block)
  }

  deinit { memory.deallocate() }

  private func column(_ index: Int) -> UnsafeMutablePointer<UInt32> { memory + index * PostingFormat.block }
  private var kept: UnsafeMutablePointer<UInt32> { column(lists + 1) }

  /// Ascending.
  var items: UnsafeBufferPointer<UInt32> { UnsafeBufferPointer(start: column(0), count: count) }

  /// The numbers of the items in a list.
  func postings(_ list: Int) -> UnsafeBufferPointer<UInt32> {
    UnsafeBufferPointer(start: column(list + 1), count: count)
  }

  /// Takes a block of the first list.
  func start(_ lead: NumberBlock) {
    count = lead.size
    column(0).update(from: lead.numbers, count: count)
    for index in 0..<count { column(1)[index] = lead.base + UInt32(index) }
  }

  /// Keeps the items that are in the next list; false if that ends before the last of them, and has nothing more.
  func meet(_ other: NumberBlock, _ list: Int) throws(Damage) -> Bool {
    let found = column(list + 1)
    var next = 0, matches = 0, goesOn = true
    while next < count {
      goesOn = try other.seek(column(0)[next])
      guard goesOn else { break }
      let more = quern_meet(
        column(0), &next, count, other.numbers, other.last, kept + matches, found + matches)
      for match in matches..<(matches + more) { found[match] += other.base }
      matches += more
    }
    keep(matches, columns: list + 1)
    return goesOn
  }

  /// Keeps the items that meet a condition on their index.
  func keep(where condition: (Int) -> Bool) {
    var matches = 0
    for index in 0..<count {
      kept[matches] = UInt32(index)
      matches += condition(index) ? 1 : 0
    }
    if matches < count { keep(matches, columns: lists + 1) }
  }

  private func keep(_ matches: Int, columns: Int) {
    for column in 0..<columns {
      let column = self.column(column)
      for match in 0..<matches { column[match] = column[Int(kept[match])] }
    }
    count = matches
  }
}
