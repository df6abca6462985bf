import CKernels

/// Reads where a term stands in items, going forward through its list.
final class PlaceReader {
  private let list: PostingList
  private let bytes: MappedBytes
  private var block = -1
  private let frequencies = UnsafeMutablePointer<UInt32>.allocate(capacity: PostingFormat.block)
  /// The posting of the block whose places come next, and where they start.
  private var next = 0
  private var start = 0
  /// The places in the item read last, ascending; valid until the next is read.
  private(set) var places = UnsafeBufferPointer<UInt32>(start: nil, count: 0)
  private var room = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: 64)

  init(_ list: PostingList) throws(Damage) {
    guard let bytes = list.positions else { throw Damage(what: "a term has no positions") }
    (self.list, self.bytes) = (list, bytes)
  }

  deinit {
    frequencies.deallocate()
    room.deallocate()
  }

  /// - Parameter posting: an item's number in the list; no lower than the last one.
  func read(_ posting: Int) throws(Damage) {
    if posting / PostingFormat.block != block { try enter(posting / PostingFormat.block) }
    let index = posting % PostingFormat.block
    let count = Int(frequencies[index]), rest = try bytes.dropFirst(start)
    // A place takes a byte at least.
    guard count <= rest.count else { throw Damage(what: "a term's places end too early") }
    if count > room.count {
      room.deallocate()
      room = .allocate(capacity: 2 * count)
    }
    guard let target = room.baseAddress else { return }
    let size = quern_read_places(
      rest.start.assumingMemoryBound(to: UInt8.self), rest.count, frequencies + next, index - next, target)
    guard size <= rest.count else { throw Damage(what: "a term's places end too early") }
    places = UnsafeBufferPointer(start: target, count: count)
    (next, start) = (index + 1, start + size)
  }

  private func enter(_ block: Int) throws(Damage) {
    let skip = try list.skip(block), packed = try list.packed(block, skip)
    quern_unpack_frequencies(
      packed.bytes + packed.frequencies, skip.frequencyBits, list.size(ofBlock: block), frequencies)
    (self.block, next, start) = (block, 0, skip.positionsStart)
  }
}
