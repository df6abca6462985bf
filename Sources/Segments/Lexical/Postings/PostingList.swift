/// The items that have a term. Reading it makes a ``PostingCursor``.
struct PostingList {
  /// Items in the list.
  let count: Int
  /// One more than the highest item number there can be.
  let items: Int
  let skips: MappedBytes
  let blocks: MappedBytes
  let positions: MappedBytes?

  /// What is known of a block without unpacking it.
  struct Skip {
    var lastItem: UInt32
    var start: Int
    var positionsStart: Int
    var shortest: UInt32
    var highestFrequency: UInt32
    var gapBits: UInt32
    var frequencyBits: UInt32
  }

  var blockCount: Int { skips.count / PostingFormat.skipSize }

  /// Postings in a block.
  func size(ofBlock block: Int) -> Int { min(PostingFormat.block, count - block * PostingFormat.block) }

  func skip(_ block: Int) throws(Damage) -> Skip {
    let offset = block * PostingFormat.skipSize
    let frequency = try skips.load(offset + 16, as: UInt16.self)
    return Skip(
      lastItem: try lastItem(ofBlock: block),
      start: Int(try skips.load(offset + 4, as: UInt32.self)),
      positionsStart: Int(try skips.load(offset + 8, as: UInt32.self)),
      shortest: try skips.load(offset + 12, as: UInt32.self),
      highestFrequency: frequency == .max ? .max : UInt32(frequency),
      gapBits: UInt32(try skips.load(offset + 18, as: UInt8.self)),
      frequencyBits: UInt32(try skips.load(offset + 19, as: UInt8.self)))
  }

  /// A block's gaps, with its frequencies from byte `frequencies` on.
  func packed(_ block: Int, _ skip: Skip) throws(Damage) -> (bytes: UnsafePointer<UInt8>, frequencies: Int) {
    let size = size(ofBlock: block), gaps = (Int(skip.gapBits) * size + 7) / 8
    guard skip.gapBits <= 32, skip.frequencyBits <= 32, skip.lastItem < items else { throw Self.contradiction }
    let all = gaps + (Int(skip.frequencyBits) * size + 7) / 8
    let bytes = try blocks.slice(skip.start, all + PostingFormat.padding)
    return (bytes.start.assumingMemoryBound(to: UInt8.self), gaps)
  }

  static var contradiction: Damage { Damage(what: "a block of postings contradicts itself") }

  /// Hands over how often the term is in the items of postings, by their ascending numbers in the list.
  @inline(__always)
  func forEachFrequency(of postings: UnsafeBufferPointer<UInt32>, _ body: (_ place: Int, UInt32) -> Void) throws(Damage)
  {
    guard let first = postings.first else { return }
    var block = Int(first) / PostingFormat.block
    var (bytes, bits) = try frequencies(ofBlock: block)
    for (place, posting) in postings.enumerated() {
      if Int(posting) / PostingFormat.block != block {
        block = Int(posting) / PostingFormat.block
        (bytes, bits) = try frequencies(ofBlock: block)
      }
      let bit = Int(posting) % PostingFormat.block * bits
      let word = bytes.loadUnaligned(fromByteOffset: bit / 8, as: UInt64.self).littleEndian
      body(place, UInt32(truncatingIfNeeded: word >> UInt64(bit % 8) & (1 << UInt64(bits) - 1)) &+ 1)
    }
  }

  private func frequencies(ofBlock block: Int) throws(Damage) -> (bytes: UnsafeRawPointer, bits: Int) {
    let skip = try skip(block), packed = try packed(block, skip)
    return (UnsafeRawPointer(packed.bytes + packed.frequencies), Int(skip.frequencyBits))
  }

  @inline(__always)
  func lastItem(ofBlock block: Int) throws(Damage) -> UInt32 {
    try skips.load(block * PostingFormat.skipSize, as: UInt32.self)
  }

  /// The first block from one on that reaches an item, or the number of blocks.
  func block(reaching item: UInt32, from first: Int) throws(Damage) -> Int {
    // Twice as far at each step, then back by halves: near is found soonest, and far in few steps.
    var (low, high, step) = (first, first, 1)
    while high < blockCount, try lastItem(ofBlock: high) < item {
      low = high + 1
      high += step
      step *= 2
    }
    high = min(high, blockCount)
    while low < high {
      let middle = (low + high) / 2
      if try lastItem(ofBlock: middle) < item { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
