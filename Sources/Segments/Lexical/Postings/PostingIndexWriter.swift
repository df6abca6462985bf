/// Writes posting lists, term after term in the order of their bytes, each as ``PostingFormat`` has it.
final class PostingIndexWriter {
  let text: Spool
  let entries: Spool
  let postings: Spool
  let positions: Spool

  /// Words in each item; empty where length does not matter.
  private let lengths: [UInt32]
  private let withPositions: Bool
  private var items: [UInt32] = []
  private var frequencies: [UInt32] = []
  private var skips = ByteWriter()
  private var blocks = ByteWriter()
  private var places = ByteWriter()
  private var blockPlaces = 0
  private var itemCount = 0
  private var lastItem = -1

  init(beside path: String, lengths: [UInt32], withPositions: Bool) {
    self.lengths = lengths
    (text, entries, postings) = (Spool(beside: path), Spool(beside: path), Spool(beside: path))
    positions = Spool(beside: path)
    self.withPositions = withPositions
  }

  func begin(_ term: [UInt8]) throws {
    try writeEntryStart()
    try text.append(term)
    (itemCount, lastItem, blockPlaces) = (0, -1, 0)
  }

  func beginItem(_ item: UInt32) {
    items.append(item)
    frequencies.append(0)
  }

  @inline(__always)
  func addPosition(step: UInt32) {
    frequencies[frequencies.count - 1] += 1
    if withPositions { places.append(variable: UInt64(step)) }
  }

  func endItem() throws {
    itemCount += 1
    if items.count == PostingFormat.block { try endBlock() }
  }

  func endTerm() throws {
    if !items.isEmpty { try endBlock() }
    try entries.append(UInt32(itemCount))
    try entries.append(UInt64(postings.count))
    try entries.append(UInt64(positions.count))
    try postings.append(skips.bytes)
    try postings.append(blocks.bytes)
    try positions.append(places.bytes)
    skips.bytes.removeAll(keepingCapacity: true)
    blocks.bytes.removeAll(keepingCapacity: true)
    places.bytes.removeAll(keepingCapacity: true)
  }

  /// Closes the table and pads the lists.
  func finish() throws {
    try writeEntryStart()
    try entries.append(UInt32(0))
    try entries.append(UInt64(postings.count))
    try entries.append(UInt64(positions.count))
    try postings.append([UInt8](repeating: 0, count: PostingFormat.padding))
  }

  private func writeEntryStart() throws { try entries.append(try fit(text.count)) }

  private func endBlock() throws {
    let gaps = items.enumerated().map { index, item in
      UInt32(Int(item) - (index == 0 ? lastItem : Int(items[index - 1])) - 1)
    }
    let most = frequencies.max() ?? 0
    let gapBits = 32 - (gaps.max() ?? 0).leadingZeroBitCount
    let frequencyBits = 32 - (most - 1).leadingZeroBitCount
    lastItem = Int(items[items.count - 1])
    skips.append(items[items.count - 1])
    skips.append(try fit(blocks.bytes.count))
    skips.append(try fit(blockPlaces))
    skips.append(lengths.isEmpty ? 0 : items.reduce(UInt32.max) { min($0, lengths[Int($1)]) })
    skips.append(UInt16(clamping: most))
    skips.append(UInt8(gapBits))
    skips.append(UInt8(frequencyBits))
    pack(gaps, bits: gapBits)
    pack(frequencies.map { $0 - 1 }, bits: frequencyBits)
    blockPlaces = places.bytes.count
    items.removeAll(keepingCapacity: true)
    frequencies.removeAll(keepingCapacity: true)
  }

  private func pack(_ values: [UInt32], bits: Int) {
    var word: UInt64 = 0
    var filled = 0
    for value in values {
      word |= UInt64(value) << UInt64(filled)
      filled += bits
      while filled >= 8 {
        blocks.bytes.append(UInt8(truncatingIfNeeded: word))
        word >>= 8
        filled -= 8
      }
    }
    if filled > 0 { blocks.bytes.append(UInt8(truncatingIfNeeded: word)) }
  }

  private func fit(_ offset: Int) throws -> UInt32 {
    guard let offset = UInt32(exactly: offset) else { throw SegmentTooLarge() }
    return offset
  }
}

/// More than the format's 32-bit offsets reach; the writer names the file and the remedy.
struct SegmentTooLarge: Error {}
