/// A set of small numbers, one bit each.
struct Bitmap: Hashable, Sendable {
  /// One more than the highest number there can be.
  let count: Int
  private(set) var words: [UInt64]

  init(count: Int, all: Bool = false) {
    self.count = count
    words = Array(repeating: all ? .max : 0, count: (count + 63) / 64)
    if all { clearExcess() }
  }

  /// Whether a number is in the set; none beyond `count` is.
  @inline(__always)
  func contains(_ number: Int) -> Bool {
    number < count && words[number >> 6] >> UInt64(number & 63) & 1 == 1
  }

  mutating func insert(_ number: Int) { words[number >> 6] |= 1 << UInt64(number & 63) }

  mutating func remove(_ number: Int) { words[number >> 6] &= ~(1 << UInt64(number & 63)) }

  mutating func insert(_ range: Range<Int>) {
    var number = range.lowerBound
    while number < range.upperBound, number & 63 != 0 {
      insert(number)
      number += 1
    }
    while number + 64 <= range.upperBound {
      words[number >> 6] = .max
      number += 64
    }
    while number < range.upperBound {
      insert(number)
      number += 1
    }
  }

  mutating func formIntersection(_ other: Bitmap) {
    for index in words.indices { words[index] &= other.words[index] }
  }

  mutating func formUnion(_ other: Bitmap) {
    for index in words.indices { words[index] |= other.words[index] }
  }

  mutating func subtract(_ other: Bitmap) {
    for index in words.indices { words[index] &= ~other.words[index] }
  }

  mutating func invert() {
    for index in words.indices { words[index] = ~words[index] }
    clearExcess()
  }

  var cardinality: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  /// The first member that is not before `number`.
  func next(from number: Int) -> Int? {
    guard number < count else { return nil }
    var index = number >> 6
    var word = words[index] & (.max << UInt64(number & 63))
    while word == 0 {
      index += 1
      guard index < words.count else { return nil }
      word = words[index]
    }
    return (index << 6) + word.trailingZeroBitCount
  }

  private mutating func clearExcess() {
    if count & 63 != 0, !words.isEmpty { words[words.count - 1] &= (1 << UInt64(count & 63)) - 1 }
  }
}
