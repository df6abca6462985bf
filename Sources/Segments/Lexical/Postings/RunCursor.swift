/// Reads a run that ``PostingAccumulator`` wrote, term by term.
final class RunCursor {
  private(set) var term: [UInt8] = []
  private let spool: Spool
  private var offset: Int
  private let end: Int
  private var buffer = [UInt8](repeating: 0, count: 1 << 15)
  private var buffered = 0
  private var next = 0

  init(_ spool: Spool, _ range: Range<Int>) {
    self.spool = spool
    offset = range.lowerBound
    end = range.upperBound
  }

  /// Goes to the next term; false at the end.
  func nextTerm() throws -> Bool {
    guard next < buffered || offset < end else { return false }
    let count = Int(try variable())
    term.removeAll(keepingCapacity: true)
    for _ in 0..<count { term.append(try byte()) }
    return true
  }

  /// Hands over the postings of the term, once.
  func copyPostings(to index: PostingIndexWriter) throws {
    var item: UInt32 = 0
    while case let distance = try variable(), distance != 0 {
      item += distance
      index.beginItem(item - 1)
      while case let step = try variable(), step != 0 { index.addPosition(step: step) }
      try index.endItem()
    }
  }

  @inline(__always)
  private func variable() throws -> UInt32 {
    var result: UInt32 = 0
    var shift: UInt32 = 0
    while true {
      let byte = try byte()
      result |= UInt32(byte & 0x7f) << shift
      if byte < 0x80 { return result }
      shift += 7
    }
  }

  @inline(__always)
  private func byte() throws -> UInt8 {
    if next == buffered { try refill() }
    defer { next += 1 }
    return buffer[next]
  }

  private func refill() throws {
    let wanted = min(buffer.count, end - offset)
    buffered = try buffer.withUnsafeMutableBytes {
      try spool.read(at: offset, into: UnsafeMutableRawBufferPointer(rebasing: $0[..<wanted]))
    }
    offset += buffered
    next = 0
  }
}
