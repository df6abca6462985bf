import Glibc

/// Many growing byte lists in one block of memory.
///
/// A list is a chain of slices, each twice as long as the one before up to a limit; the last four bytes of a full slice
/// hold the address of the next. Memory grows page by page as it is touched.
final class PostingArena {
  struct List {
    var head: UInt32
    var tail: UInt32
    /// One past the last byte of the slice that `tail` is in that may hold data.
    var limit: UInt32
    var sliceLength: UInt32
  }

  /// Bytes of address space; what is not touched costs nothing.
  private let capacity: Int
  private let bytes: UnsafeMutablePointer<UInt8>
  private(set) var count = 0

  private static let firstSlice: UInt32 = 8
  private static let longestSlice: UInt32 = 512

  init(capacity: Int) {
    self.capacity = capacity
    bytes = .allocate(capacity: capacity)
  }

  deinit { bytes.deallocate() }

  /// Bytes left; a caller that keeps a margin for what it adds at once never runs out.
  var room: Int { capacity - count }

  func removeAll() { count = 0 }

  func makeList() -> List {
    let start = slice(Self.firstSlice)
    return List(head: start, tail: start, limit: start + Self.firstSlice - 4, sliceLength: Self.firstSlice)
  }

  @inline(__always)
  func append(variable number: UInt32, to list: inout List) {
    var rest = number
    while rest >= 0x80 {
      append(UInt8(truncatingIfNeeded: rest) | 0x80, to: &list)
      rest >>= 7
    }
    append(UInt8(truncatingIfNeeded: rest), to: &list)
  }

  @inline(__always)
  private func append(_ byte: UInt8, to list: inout List) {
    if list.tail == list.limit { extend(&list) }
    bytes[Int(list.tail)] = byte
    list.tail += 1
  }

  /// Hands over a list's bytes, piece by piece.
  func drain(_ list: List, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    var start = list.head
    var length = Self.firstSlice
    while true {
      let end = start + length - 4
      let isLast = (start...end).contains(list.tail)
      let count = Int((isLast ? list.tail : end) - start)
      try body(UnsafeRawBufferPointer(start: bytes + Int(start), count: count))
      if isLast { return }
      start = UnsafeRawPointer(bytes + Int(end)).loadUnaligned(as: UInt32.self)
      length = min(length * 2, Self.longestSlice)
    }
  }

  private func extend(_ list: inout List) {
    list.sliceLength = min(list.sliceLength * 2, Self.longestSlice)
    let next = slice(list.sliceLength)
    UnsafeMutableRawPointer(bytes + Int(list.limit)).storeBytes(of: next, as: UInt32.self)
    list.tail = next
    list.limit = next + list.sliceLength - 4
  }

  private func slice(_ length: UInt32) -> UInt32 {
    precondition(count + Int(length) <= capacity, "the caller watches `room`")
    defer { count += Int(length) }
    return UInt32(count)
  }
}
