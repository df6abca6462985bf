/// The word being read, after normalisation, with the bytes of the text it came from.
///
/// It holds no more than the longest word a vocabulary may know; what goes beyond is counted, not kept.
struct NormalizedWord {
  let bytes: UnsafeMutablePointer<UInt8>
  /// For every byte where its scalar begins and ends in the text; not kept for ASCII words, which are contiguous.
  let starts: UnsafeMutablePointer<Int>
  let ends: UnsafeMutablePointer<Int>
  private let capacity: Int
  private(set) var count = 0
  private var scalarCount = 0

  static func withWord(capacity: Int, _ body: (NormalizedWord) -> Void) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: capacity * 4) { bytes in
      withUnsafeTemporaryAllocation(of: Int.self, capacity: capacity * 8) { origins in
        guard let bytes = bytes.baseAddress, let origins = origins.baseAddress else { return }
        body(NormalizedWord(bytes: bytes, starts: origins, ends: origins + capacity * 4, capacity: capacity))
      }
    }
  }

  private init(
    bytes: UnsafeMutablePointer<UInt8>, starts: UnsafeMutablePointer<Int>, ends: UnsafeMutablePointer<Int>,
    capacity: Int
  ) {
    (self.bytes, self.starts, self.ends, self.capacity) = (bytes, starts, ends, capacity)
  }

  var isEmpty: Bool { scalarCount == 0 }
  var isTooLong: Bool { scalarCount > capacity }

  mutating func removeAll() { (count, scalarCount) = (0, 0) }

  @inline(__always)
  mutating func append(asciiLetter: UInt8) {
    scalarCount += 1
    guard scalarCount <= capacity else { return }
    bytes[count] = asciiLetter
    count += 1
  }

  mutating func append(_ scalar: UInt32, start: Int, end: Int) {
    scalarCount += 1
    guard scalarCount <= capacity, let scalar = Unicode.Scalar(scalar) else { return }
    for byte in scalar.utf8 {
      bytes[count] = byte
      (starts[count], ends[count]) = (start, end)
      count += 1
    }
  }
}
