import CKernels

/// Reads where a term stands in items, going forward through its list.
final class PlaceReader {
  private let list: PostingList
  private let bytes: MappedBytes
  private var block = -1
  private let last = UnsafeMutablePointer<UInt32>.allocate(capacity: PostingFormat.block)
  private var reading: quern_places
  /// The places in the items read last, item after item; valid until the next are read.
  private(set) var places = UnsafeMutablePointer<UInt32>.allocate(capacity: 512)
  private var room = 512
  /// Where each item's places end.
  let limits = UnsafeMutablePointer<UInt32>.allocate(capacity: PostingFormat.block)

  init(_ list: PostingList) throws(Damage) {
    guard let bytes = list.positions else { throw Damage(what: "a term has no positions") }
    (self.list, self.bytes) = (list, bytes)
    reading = quern_places(bytes: bytes.start, count: 0, at: 0, read: 0, last: last)
  }

  deinit {
    last.deallocate()
    places.deallocate()
    limits.deallocate()
  }

  /// - Parameter postings: up to a block of items' ascending numbers in the list; none before those of the last call.
  func read(_ postings: UnsafeBufferPointer<UInt32>) throws(Damage) {
    var (next, filled) = (0, 0)
    while next < postings.count {
      let wanted = Int(postings[next]) / PostingFormat.block, start = next
      if wanted != block { try enter(wanted) }
      let base = UInt32(block * PostingFormat.block)
      while next < postings.count, postings[next] - base < PostingFormat.block { next += 1 }
      reserve(filled + Int(last[Int(postings[next - 1] - base)]) + 1, keeping: filled)
      let those = UnsafeBufferPointer(rebasing: postings[start..<next])
      guard let first = those.baseAddress,
        quern_read_places(&reading, first, those.count, base, places, &filled, limits + start)
      else { throw Damage(what: "a term's places end too early") }
    }
  }

  private func enter(_ block: Int) throws(Damage) {
    let skip = try list.skip(block), packed = try list.packed(block, skip), size = list.size(ofBlock: block)
    let rest = try bytes.dropFirst(skip.positionsStart)
    // Frequencies are stored as differences between numbers are, and here they are those of the last places.
    let highest = quern_unpack_numbers(packed.bytes + packed.frequencies, skip.frequencyBits, size, -1, last)
    // A place takes a byte at least.
    guard highest < rest.count else { throw Damage(what: "a term's places end too early") }
    self.block = block
    reading = quern_places(bytes: rest.start, count: rest.count, at: 0, read: 0, last: last)
  }

  private func reserve(_ count: Int, keeping filled: Int) {
    guard count > room else { return }
    let larger = UnsafeMutablePointer<UInt32>.allocate(capacity: 2 * count)
    larger.update(from: places, count: filled)
    places.deallocate()
    (places, room) = (larger, 2 * count)
  }
}
