/// Valid UTF-8, read where it lies.
struct Text {
  let utf8: UnsafeBufferPointer<UInt8>

  var count: Int { utf8.count }

  @inline(__always)
  subscript(offset: Int) -> UInt8 { utf8[offset] }

  func string(_ range: Range<Int>) -> String { String(decoding: utf8[range], as: UTF8.self) }

  /// The first offset at or before the given one at which a scalar starts, or the text ends.
  func scalarStart(atOrBefore offset: Int) -> Int {
    var start = offset
    while start > 0, start < count, utf8[start] & 0xC0 == 0x80 { start -= 1 }
    return start
  }

  /// The scalar that starts at an offset, and its length.
  func scalar(at offset: Int) -> (value: UInt32, length: Int) {
    let first = UInt32(utf8[offset])
    func tail(_ index: Int) -> UInt32 { offset + index < count ? UInt32(utf8[offset + index] & 0x3F) : 0 }
    return switch first {
    case ..<0x80: (first, 1)
    case ..<0xE0: ((first & 0x1F) << 6 | tail(1), 2)
    case ..<0xF0: ((first & 0x0F) << 12 | tail(1) << 6 | tail(2), 3)
    default: ((first & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3), 4)
    }
  }

  /// The scalar that ends at an offset above 0, and its length.
  func scalar(before offset: Int) -> (value: UInt32, length: Int) { scalar(at: scalarStart(atOrBefore: offset - 1)) }
}
