import Glibc

/// Numbers distinct byte strings from 0, in the order in which they were first seen.
///
/// An open-addressed hash table over one arena: about 12 bytes a string besides its own. The hash is seeded, so that
/// no document can be written to make it slow.
final class TermTable {
  private(set) var count = 0
  private var text: UnsafeMutablePointer<UInt8>
  private var textCapacity = 1 << 12
  /// End of each string in `text`.
  private var ends: [UInt32] = []
  private var hashes: [UInt32] = []
  /// String number plus one; 0 is free.
  private var slots: [UInt32] = Array(repeating: 0, count: 1 << 8)
  /// One for the process: asking for randomness costs more than finding a word.
  private static let seed = UInt64.random(in: .min ... .max)

  init() { text = .allocate(capacity: textCapacity) }

  deinit { text.deallocate() }

  /// Bytes of all strings together.
  var textCount: Int { Int(ends.last ?? 0) }

  subscript(number: Int) -> UnsafeBufferPointer<UInt8> {
    let start = number == 0 ? 0 : Int(ends[number - 1])
    return UnsafeBufferPointer(start: text + start, count: Int(ends[number]) - start)
  }

  /// The number of a string, which is new when it equals the count before.
  func insert(_ string: UnsafeBufferPointer<UInt8>) -> Int {
    let hash = hash(string)
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if hashes[number] == hash, matches(number, string) { return number }
      slot = (slot + 1) & (slots.count - 1)
    }
    append(string, hash)
    slots[slot] = UInt32(count)
    if count * 2 > slots.count { grow() }
    return count - 1
  }

  func removeAll() {
    count = 0
    ends.removeAll(keepingCapacity: true)
    hashes.removeAll(keepingCapacity: true)
    for slot in slots.indices { slots[slot] = 0 }
  }

  /// The numbers of all strings, in the order of their bytes.
  func sorted() -> [Int] {
    // The first eight bytes decide most comparisons without touching the text.
    let keyed = (0..<count).map { (prefix: prefix(self[$0]), number: $0) }.sorted { a, b in
      a.prefix != b.prefix ? a.prefix < b.prefix : comesBefore(a.number, b.number)
    }
    return keyed.map(\.number)
  }

  private func matches(_ number: Int, _ string: UnsafeBufferPointer<UInt8>) -> Bool {
    byteOrder(UnsafeRawBufferPointer(self[number]), UnsafeRawBufferPointer(string)) == 0
  }

  private func comesBefore(_ a: Int, _ b: Int) -> Bool {
    byteOrder(UnsafeRawBufferPointer(self[a]), UnsafeRawBufferPointer(self[b])) < 0
  }

  private func prefix(_ string: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var word: UInt64 = 0
    withUnsafeMutableBytes(of: &word) { $0.copyBytes(from: string.prefix(8)) }
    return UInt64(bigEndian: word)
  }

  private func append(_ string: UnsafeBufferPointer<UInt8>, _ hash: UInt32) {
    let start = textCount
    while start + string.count > textCapacity {
      let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: textCapacity * 2)
      larger.update(from: text, count: start)
      text.deallocate()
      text = larger
      textCapacity *= 2
    }
    if let base = string.baseAddress { (text + start).update(from: base, count: string.count) }
    ends.append(UInt32(start + string.count))
    hashes.append(hash)
    count += 1
  }

  private func grow() {
    slots = Array(repeating: 0, count: slots.count * 2)
    for number in 0..<count {
      var slot = Int(hashes[number]) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(number + 1)
    }
  }

  /// A multiply-and-fold hash of eight bytes at a time.
  @inline(__always)
  private func hash(_ string: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var state = Self.seed ^ UInt64(string.count)
    var rest = string.count
    var base = UnsafeRawPointer(string.baseAddress)
    while rest > 0, let start = base {
      var word: UInt64 = 0
      if rest >= 8 { word = start.loadUnaligned(as: UInt64.self) } else { memcpy(&word, start, rest) }
      let product = (state ^ word).multipliedFullWidth(by: 0x9e37_79b9_7f4a_7c15)
      state = product.high ^ product.low
      base = start + 8
      rest -= 8
    }
    let product = state.multipliedFullWidth(by: 0xd6e8_feb8_6659_fd93)
    return UInt32(truncatingIfNeeded: product.high ^ product.low)
  }
}
