import CKernels
import Fixtures
import Segments
import Testing

/// Every level of vector extensions gives what is reckoned here one number at a time.
@Suite struct PostingKernelTests {
  static let levels: [Int32] = [0, 1, 2]

  /// Numbers of some bits each, and the bytes that unpacking may read behind them.
  func packed(_ values: [UInt64], bits: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: (values.count * bits + 7) / 8 + 8)
    for (index, value) in values.enumerated() {
      for bit in 0..<bits where value >> UInt64(bit) & 1 == 1 {
        bytes[(index * bits + bit) / 8] |= 1 << UInt8((index * bits + bit) % 8)
      }
    }
    return bytes
  }

  @Test(arguments: levels, [1, 15, 16, 17, 100, 127, 128])
  func `numbers and frequencies of any width are unpacked`(level: Int32, count: Int) {
    quern_narrow(level)
    defer { quern_narrow(2) }
    var dice = SeededGenerator(seed: UInt64(count))
    for bits in 0...32 {
      let values = (0..<count).map { _ in UInt64.random(in: 0..<(1 << UInt64(bits)), using: &dice) }
      let bytes = packed(values, bits: bits)
      var unpacked = [UInt32](repeating: 7, count: 128)
      quern_unpack_frequencies(bytes, UInt32(bits), count, &unpacked)
      #expect(unpacked.prefix(count).elementsEqual(values.map { UInt32(truncatingIfNeeded: $0 + 1) }))

      for previous in [-1, 0, 1 << 31] {
        let last = quern_unpack_numbers(bytes, UInt32(bits), count, Int64(previous), &unpacked)
        var expected: [Int] = []
        for value in values { expected.append((expected.last ?? previous) + Int(value) + 1) }
        #expect(Int(last) == expected.last)
        #expect(unpacked.prefix(count).elementsEqual(expected.map { UInt32(truncatingIfNeeded: $0) }))
        #expect(unpacked.dropFirst(count).allSatisfy { $0 == .max })
      }
    }
  }

  @Test(arguments: levels)
  func `candidates are found among numbers`(level: Int32) {
    quern_narrow(level)
    defer { quern_narrow(2) }
    var dice = SeededGenerator(seed: 9)
    for count in [1, 2, 16, 77, 128] {
      let numbers = Set((0..<count).map { _ in UInt32.random(in: 0..<300, using: &dice) }).sorted()
      let block = numbers + Array(repeating: .max, count: 128 - numbers.count)
      let candidates = Set((0..<100).map { _ in UInt32.random(in: 0..<320, using: &dice) }).sorted()
      var next = 3
      var (at, places) = ([UInt32](repeating: 0, count: 128), [UInt32](repeating: 0, count: 128))
      let last = numbers[numbers.count - 1]
      let found = quern_meet(candidates, &next, candidates.count, block, last, &at, &places)
      let expected = candidates.indices.dropFirst(3).filter { numbers.contains(candidates[$0]) }
      #expect(at.prefix(found).elementsEqual(expected.map { UInt32($0) }))
      #expect(places.prefix(found).map { numbers[Int($0)] } == expected.map { candidates[$0] })
      #expect(next == candidates.firstIndex { $0 > last } ?? candidates.count)
    }
  }

  @Test(arguments: levels)
  func `places are read, and those of other items passed over`(level: Int32) {
    quern_narrow(level)
    defer { quern_narrow(2) }
    var dice = SeededGenerator(seed: 11)
    let items = (0..<128).map { item -> [UInt32] in
      let count = item % 9 == 0 ? 200 : Int.random(in: 1...4, using: &dice)
      let furthest: UInt32 = item % 5 == 0 ? 1 << 22 : 300
      var place: UInt32 = 0
      return (0..<count).map { _ in
        place += UInt32.random(in: 1...furthest, using: &dice)
        return place
      }
    }
    let bytes = items.flatMap { places in
      zip(places, [.max] + places).flatMap { place, before in variable(place &- before) }
    }
    var last: [UInt32] = []
    for places in items { last.append((last.last.map { $0 + 1 } ?? 0) + UInt32(places.count - 1)) }
    let batches: [[UInt32]] = [[0, 1, 2], [3], [40, 41, 90], [100, 126], [127]]
    let found = read(bytes, last, batches)
    #expect(found == batches.map { $0.flatMap { items[Int($0)] } })
    #expect(read(bytes.dropLast(), last, batches) == found.dropLast() + [nil])
  }

  @Test(arguments: levels, [[0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1], [0xff], []] as [[UInt8]])
  func `a number without an end is refused`(level: Int32, bytes: [UInt8]) {
    quern_narrow(level)
    defer { quern_narrow(2) }
    #expect(read(bytes, [0], [[0]]) == [nil])
  }

  /// The places of batches of postings, one after the other; nil for a batch that is refused. The bytes have their own memory, so
  /// that a sanitizer sees what is read behind them.
  private func read(_ bytes: [UInt8], _ last: [UInt32], _ batches: [[UInt32]]) -> [[UInt32]?] {
    let memory = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
    defer { memory.deallocate() }
    _ = memory.initialize(from: bytes)
    return last.withUnsafeBufferPointer { last in
      var reading = quern_places(
        bytes: UnsafeRawPointer(memory.baseAddress!), count: bytes.count, at: 0, read: 0, last: last.baseAddress!)
      return batches.map { postings in
        var places = [UInt32](repeating: 0, count: Int(last[last.count - 1]) + 1)
        var (filled, limits) = (0, [UInt32](repeating: 0, count: postings.count))
        let isWhole = quern_read_places(
          &reading, postings.map { $0 + 256 }, postings.count, 256, &places, &filled, &limits)
        guard isWhole, limits.last.map(Int.init) == filled else { return nil }
        return Array(places.prefix(filled))
      }
    }
  }

  private func variable(_ number: UInt32) -> [UInt8] {
    number < 128 ? [UInt8(number)] : [UInt8(number & 127) | 128] + variable(number >> 7)
  }
}
