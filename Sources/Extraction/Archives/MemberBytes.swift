import Foundation

/// The bytes of a member while it is being unpacked.
///
/// Grown by `realloc`, which moves pages of large blocks instead of copying them: an array would for a moment need
/// three times the memory.
final class MemberBytes {
  private var start: UnsafeMutableRawPointer?
  private var capacity = 0
  private(set) var count = 0

  deinit { free(start) }

  /// The bytes; valid until more are added.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

  /// Adds bytes, with zeros before them up to the offset where they belong.
  /// - Returns: false when there is no memory for them.
  func add(_ block: UnsafeRawBufferPointer, at offset: Int) -> Bool {
    let hole = max(0, offset - count)
    guard reserve(count + hole + block.count), let start else { return block.isEmpty }
    memset(start + count, 0, hole)
    if let source = block.baseAddress { memcpy(start + count + hole, source, block.count) }
    count += hole + block.count
    return true
  }

  private func reserve(_ wanted: Int) -> Bool {
    guard wanted > capacity else { return true }
    let larger = max(wanted, capacity * 2, 1 << 16)
    guard let moved = realloc(start, larger) else { return false }
    (start, capacity) = (moved, larger)
    return true
  }
}
