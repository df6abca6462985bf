import CKernels

/// The item numbers of one block of a list, going forward through it; frequencies are not unpacked.
final class NumberBlock {
  let list: PostingList
  private(set) var block = -1
  /// Numbers in the block.
  private(set) var size = 0
  private(set) var last: UInt32 = 0
  /// A whole block of them; behind the last one, the highest there is.
  let numbers = UnsafeMutablePointer<UInt32>.allocate(capacity: PostingFormat.block)

  init(_ list: PostingList) { self.list = list }

  deinit { numbers.deallocate() }

  /// The number of the block's first posting in the list.
  var base: UInt32 { UInt32(block * PostingFormat.block) }

  /// Goes on to the next block; false behind the end.
  func advance() throws(Damage) -> Bool { try enter(block + 1) }

  /// Goes on to the block in which an item would be; false if that is behind the end.
  func seek(_ item: UInt32) throws(Damage) -> Bool {
    guard block < 0 || last < item else { return true }
    return try enter(list.block(reaching: item, from: block + 1))
  }

  private func enter(_ next: Int) throws(Damage) -> Bool {
    guard next < list.blockCount else { return false }
    let skip = try list.skip(next)
    let packed = try list.packed(next, skip)
    let before = next == 0 ? -1 : Int64(try list.lastItem(ofBlock: next - 1))
    (block, size, last) = (next, list.size(ofBlock: next), skip.lastItem)
    let end = quern_unpack_numbers(packed.bytes, skip.gapBits, size, before, numbers)
    guard before < Int64(last), end == UInt64(last) else { throw PostingList.contradiction }
    return true
  }
}
