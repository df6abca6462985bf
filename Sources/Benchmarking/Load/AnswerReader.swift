import Glibc
package import NIOCore

/// Reads what a load test wants to know of HTTP/1 answers, and steps over the rest: the status, where an answer ends, and
/// whether the connection stays (RFC 9112). A full parser costs the processor as much as the rest of a request, which the
/// server beside it would lack.
package struct AnswerReader: Sendable {
  package struct Answer: Hashable, Sendable {
    package var status: Int
    package var keepsConnection: Bool
  }

  /// What came is no HTTP/1, or heads never end.
  package struct Unreadable: Error {}

  private enum Part {
    case head, chunkSize, trailer, complete
    /// Ends with the connection.
    case rest
    case body(left: Int)
    case chunk(left: Int)
  }

  private var part = Part.head
  private var answer = Answer(status: 0, keepsConnection: true)
  private static let mostHeadBytes = 1 << 16

  package init() {}

  /// Takes bytes until an answer is complete, and leaves those after it.
  ///
  /// - Returns: nil if more bytes are needed; some that were left must be given again before them.
  /// - Throws: ``Unreadable``.
  package mutating func read(_ bytes: inout ByteBuffer) throws -> Answer? {
    while true {
      switch part {
      case .head:
        guard try readHead(&bytes) else { return nil }
      case .body(let left):
        let missing = left - Self.skip(left, of: &bytes)
        part = missing == 0 ? .complete : .body(left: missing)
        if missing > 0 { return nil }
      case .chunk(let left):
        let missing = left - Self.skip(left, of: &bytes)
        part = missing == 0 ? .chunkSize : .chunk(left: missing)
        if missing > 0 { return nil }
      case .chunkSize:
        guard let line = try Self.line(of: &bytes) else { return nil }
        guard let size = Int(line.prefix { $0 != ";" && $0 != " " }, radix: 16), (0..<1 << 40).contains(size) else {
          throw Unreadable()
        }
        // A line end stands after every chunk.
        part = size == 0 ? .trailer : .chunk(left: size + 2)
      case .trailer:
        guard let line = try Self.line(of: &bytes) else { return nil }
        if line.isEmpty { part = .complete }
      case .rest:
        bytes.moveReaderIndex(to: bytes.writerIndex)
        return nil
      case .complete:
        part = .head
        return answer
      }
    }
  }

  /// What the end of the connection completes, if anything.
  package func end() -> Answer? { if case .rest = part { answer } else { nil } }

  /// - Returns: whether a whole head was there.
  private mutating func readHead(_ bytes: inout ByteBuffer) throws -> Bool {
    let length = try bytes.withUnsafeReadableBytes { bytes -> Int? in
      guard let length = Self.length(ofHeadIn: bytes) else {
        if bytes.count > Self.mostHeadBytes { throw Unreadable() }
        return nil
      }
      try parse(UnsafeRawBufferPointer(rebasing: bytes[..<length]))
      return length + 4
    }
    guard let length else { return false }
    bytes.moveReaderIndex(forwardBy: length)
    return true
  }

  /// Up to the first empty line; nil if there is none.
  private static func length(ofHeadIn bytes: UnsafeRawBufferPointer) -> Int? {
    guard let start = bytes.baseAddress else { return nil }
    var from = 0
    while from < bytes.count, let found = memchr(start + from, 10, bytes.count - from) {
      let place = UnsafeRawPointer(found) - start
      if place >= 3, bytes[place - 1] == 13, bytes[place - 2] == 10, bytes[place - 3] == 13 { return place - 3 }
      from = place + 1
    }
    return nil
  }

  private mutating func parse(_ head: UnsafeRawBufferPointer) throws {
    // HTTP/1.1 200
    guard head.count >= 12, head.starts(with: "HTTP/1.".utf8) else { throw Unreadable() }
    let digits = head[9..<12]
    guard digits.allSatisfy({ (48...57).contains($0) }) else { throw Unreadable() }
    answer.status = digits.reduce(0) { $0 * 10 + Int($1 - 48) }
    answer.keepsConnection = head[7] != UInt8(ascii: "0")
    var length: Int?
    var isChunked = false
    var start = head.firstIndex(of: 10).map { $0 + 1 } ?? head.count
    while start < head.count {
      let end = head[start...].firstIndex(of: 10) ?? head.count
      let line = UnsafeRawBufferPointer(rebasing: head[start..<end])
      if let value = Self.value(of: "content-length:", in: line) {
        guard let number = Int(value), number >= 0 else { throw Unreadable() }
        length = number
      } else if let value = Self.value(of: "transfer-encoding:", in: line) {
        isChunked = value.hasSuffix("chunked")
      } else if let value = Self.value(of: "connection:", in: line) {
        answer.keepsConnection = value.contains("keep-alive") || (answer.keepsConnection && !value.contains("close"))
      }
      start = end + 1
    }
    switch (answer.status, isChunked, length) {
    // Something to come first, such as 100 Continue.
    case (100..<200, _, _): part = .head
    case (204, _, _), (304, _, _): part = .complete
    case (_, true, _): part = .chunkSize
    case (_, _, let length?): part = .body(left: length)
    default:
      answer.keepsConnection = false
      part = .rest
    }
  }

  /// A header's value in lower case; nil of another header.
  private static func value(of name: StaticString, in line: UnsafeRawBufferPointer) -> String? {
    guard line.count >= name.utf8CodeUnitCount,
      let start = line.baseAddress, strncasecmp(start, name.utf8Start, name.utf8CodeUnitCount) == 0
    else { return nil }
    let value = line.dropFirst(name.utf8CodeUnitCount).filter { $0 != 32 && $0 != 9 && $0 != 13 }
    return String(decoding: value, as: UTF8.self).lowercased()
  }

  /// - Returns: how many bytes were there to skip.
  private static func skip(_ count: Int, of bytes: inout ByteBuffer) -> Int {
    let skipped = min(count, bytes.readableBytes)
    bytes.moveReaderIndex(forwardBy: skipped)
    return skipped
  }

  /// A line without its end; nil if it is not whole yet.
  private static func line(of bytes: inout ByteBuffer) throws -> String? {
    guard let length = bytes.readableBytesView.firstIndex(of: 10).map({ $0 - bytes.readerIndex }) else {
      if bytes.readableBytes > mostHeadBytes { throw Unreadable() }
      return nil
    }
    let line = bytes.readString(length: length) ?? ""
    bytes.moveReaderIndex(forwardBy: 1)
    return line.hasSuffix("\r") ? String(line.dropLast()) : line
  }
}
