extension UnsafeBufferPointer<UInt8> {
  /// Decodes the scalar at an offset below `count`, and says how many bytes it takes.
  ///
  /// A byte that begins no valid sequence counts as U+FFFD of length 1, so that decoding never stalls or overruns.
  @inline(__always)
  func scalar(at offset: Int) -> (value: UInt32, length: Int) {
    let first = UInt32(self[offset])
    if first < 0x80 { return (first, 1) }
    func continuation(_ index: Int) -> UInt32? {
      let position = offset + index
      guard position < count, self[position] & 0xC0 == 0x80 else { return nil }
      return UInt32(self[position] & 0x3F)
    }
    guard first >= 0xC2, first <= 0xF4, let second = continuation(1) else { return (0xFFFD, 1) }
    if first < 0xE0 { return ((first & 0x1F) << 6 | second, 2) }
    guard let third = continuation(2) else { return (0xFFFD, 1) }
    if first < 0xF0 {
      let value = (first & 0x0F) << 12 | second << 6 | third
      return value < 0x800 || value & 0xF800 == 0xD800 ? (0xFFFD, 1) : (value, 3)
    }
    guard let fourth = continuation(3) else { return (0xFFFD, 1) }
    let value = (first & 0x07) << 18 | second << 12 | third << 6 | fourth
    return value < 0x10000 || value > 0x10FFFF ? (0xFFFD, 1) : (value, 4)
  }
}
