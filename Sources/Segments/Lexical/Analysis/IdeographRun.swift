/// A run of characters of a script without spaces, told as overlapping pairs.
struct IdeographRun {
  private var last: (bytes: Range<Int>, position: UInt32)?
  private var isAlone = true

  mutating func extend(
    by bytes: Range<Int>, _ position: UInt32, in utf8: UnsafeBufferPointer<UInt8>, singles: Bool,
    _ emit: (UnsafeBufferPointer<UInt8>, Bool, UInt32) -> Void
  ) {
    if let last, last.bytes.upperBound == bytes.lowerBound {
      emit(UnsafeBufferPointer(rebasing: utf8[last.bytes.lowerBound..<bytes.upperBound]), false, last.position)
      isAlone = false
    } else {
      end(in: utf8, singles: singles, emit)
    }
    if singles { emit(UnsafeBufferPointer(rebasing: utf8[bytes]), false, position) }
    last = (bytes, position)
  }

  @inline(__always)
  mutating func end(
    in utf8: UnsafeBufferPointer<UInt8>, singles: Bool, _ emit: (UnsafeBufferPointer<UInt8>, Bool, UInt32) -> Void
  ) {
    guard let last else { return }
    if isAlone, !singles { emit(UnsafeBufferPointer(rebasing: utf8[last.bytes]), false, last.position) }
    self.last = nil
    isAlone = true
  }
}
