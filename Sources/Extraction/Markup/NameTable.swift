/// Finds what a short ASCII name stands for, straight from foreign bytes, without making a string of them.
///
/// Written as a dictionary whose keys are lists of names: `["ul ol menu": .list]`.
struct NameTable<Value: Sendable>: Sendable, ExpressibleByDictionaryLiteral {
  private struct Slot: Sendable {
    var name: Range<Int>
    var value: Value
  }

  /// Open addressing, at most a quarter full.
  private var slots: [Slot?]
  /// All names end to end.
  private var names: [UInt8] = []
  private var longest = 0

  init(dictionaryLiteral elements: (String, Value)...) {
    let count = elements.reduce(0) { $0 + $1.0.utf8.count { $0 == UInt8(ascii: " ") } + 1 }
    var capacity = 16
    while capacity < count * 4 { capacity *= 2 }
    slots = Array(repeating: nil, count: capacity)
    for (list, value) in elements {
      for name in list.split(separator: " ") { insert(Array(name.utf8), value) }
    }
  }

  private mutating func insert(_ name: [UInt8], _ value: Value) {
    var index = name.withUnsafeBufferPointer { firstSlot(of: $0) }
    while slots[index] != nil { index = (index + 1) & (slots.count - 1) }
    slots[index] = Slot(name: names.count..<names.count + name.count, value: value)
    names += name
    longest = max(longest, name.count)
  }

  subscript(_ name: UnsafeBufferPointer<UInt8>) -> Value? {
    guard name.count <= longest else { return nil }
    var index = firstSlot(of: name)
    while let slot = slots[index] {
      if slot.name.count == name.count, matches(name, slot.name.lowerBound) { return slot.value }
      index = (index + 1) & (slots.count - 1)
    }
    return nil
  }

  /// - Parameter name: ends with a zero byte.
  subscript(_ name: UnsafePointer<UInt8>) -> Value? {
    var length = 0
    while length <= longest, name[length] != 0 { length += 1 }
    return self[UnsafeBufferPointer(start: name, count: length)]
  }

  private func matches(_ name: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
    for index in 0..<name.count where names[start + index] != name[index] { return false }
    return true
  }

  /// FNV-1a.
  private func firstSlot(of name: UnsafeBufferPointer<UInt8>) -> Int {
    var hash: UInt32 = 0x811C_9DC5
    for byte in name { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    return Int(hash ^ hash >> 15) & (slots.count - 1)
  }
}
