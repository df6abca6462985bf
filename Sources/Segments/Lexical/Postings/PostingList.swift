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

  /// How often the term is in the item of a posting, by its number in the list.
  func frequency(ofPosting posting: Int) throws(Damage) -> UInt32 {
    let block = posting / PostingFormat.block
    let skip = try skip(block), packed = try packed(block, skip)
    let bit = posting % PostingFormat.block * Int(skip.frequencyBits)
    let word = UnsafeRawPointer(packed.bytes + packed.frequencies + bit / 8).loadUnaligned(as: UInt64.self)
    return UInt32(truncatingIfNeeded: word.littleEndian >> UInt64(bit % 8) & (1 << UInt64(skip.frequencyBits) - 1)) &+ 1
  }

  @inline(__always)
  func lastItem(ofBlock block: Int) throws(Damage) -> UInt32 {
    try skips.load(block * PostingFormat.skipSize, as: UInt32.self)
  }
}
