import Corpus
import Glibc

/// Bytes that wait for their place in a file: in memory while they are few, then in a nameless file beside it.
final class Spool {
  /// Bytes kept in memory.
  private static let limit = 1 << 20

  private let path: String
  private var descriptor: CInt = -1
  private var buffer: [UInt8] = []
  private var written = 0

  /// - Parameter path: the file that the bytes will end up in; the nameless file is made in its folder.
  init(beside path: String) { self.path = path }

  deinit { if descriptor >= 0 { close(descriptor) } }

  var count: Int { written + buffer.count }

  func append(_ bytes: UnsafeRawBufferPointer) throws {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.limit { try spill() }
  }

  func append(_ bytes: [UInt8]) throws { try bytes.withUnsafeBytes { try append($0) } }

  func append<Number: FixedWidthInteger>(_ number: Number) throws {
    try withUnsafeBytes(of: number.littleEndian) { try append($0) }
  }

  /// Copies bytes out again; returns how many, which is fewer than asked for at the end only.
  func read(at offset: Int, into destination: UnsafeMutableRawBufferPointer) throws -> Int {
    guard offset < written else {
      let start = offset - written
      let count = max(0, min(buffer.count - start, destination.count))
      buffer.withUnsafeBytes { destination.copyBytes(from: $0[start..<(start + count)]) }
      return count
    }
    while true {
      let count = pread(descriptor, destination.baseAddress, min(destination.count, written - offset), offset)
      if count > 0 { return count }
      guard count < 0, errno == EINTR else { throw Failure.file(path, "read back a part of the segment", errno: errno) }
    }
  }

  /// Hands all bytes over, in order.
  func drain(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    try withUnsafeTemporaryAllocation(byteCount: FileWriter.block, alignment: 16) { piece in
      var offset = 0
      while offset < count {
        let read = try read(at: offset, into: piece)
        try body(UnsafeRawBufferPointer(rebasing: piece[..<read]))
        offset += read
      }
    }
  }

  private func spill() throws {
    if descriptor < 0 { try open() }
    var done = 0
    while done < buffer.count {
      let count = buffer.withUnsafeBytes {
        pwrite(descriptor, $0.baseAddress.map { $0 + done }, $0.count - done, written)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw Failure.file(path, "write a part of the segment", errno: errno) }
      done += count
      written += count
    }
    buffer.removeAll(keepingCapacity: true)
  }

  private func open() throws {
    let name = "\(path).spool-\(String(UInt64.random(in: .min ... .max), radix: 36))"
    descriptor = Glibc.open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Failure.file(name, "create a temporary file beside the segment", errno: errno) }
    unlink(name)
  }
}
