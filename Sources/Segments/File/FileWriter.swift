import Corpus
import Glibc

/// Writes a file front to back under a temporary name, with a checksum for every block, and gives it its name when it
/// is complete and on the disk. A file that is given up leaves nothing behind.
final class FileWriter {
  /// Bytes that share a checksum.
  static let block = 65536

  private let path: String
  private let temporaryPath: String
  private let descriptor: CInt
  private var buffer: [UInt8] = []
  private(set) var checksums: [UInt32] = []
  /// Where the next byte goes, the header's page included.
  private(set) var offset = SegmentHeader.size
  private var isNamed = false

  /// - Throws: ``Failure`` `segment.file`.
  init(path: String) throws {
    self.path = path
    temporaryPath = path + ".partial"
    descriptor = open(temporaryPath, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Failure.file(temporaryPath, "create the segment", errno: errno) }
    buffer.reserveCapacity(Self.block)
  }

  deinit {
    close(descriptor)
    if !isNamed { unlink(temporaryPath) }
  }

  func append(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = rest.prefix(Self.block - buffer.count)
      buffer.append(contentsOf: UnsafeRawBufferPointer(rebasing: piece))
      offset += piece.count
      rest = rest.dropFirst(piece.count)
      if buffer.count == Self.block { try flush() }
    }
  }

  /// Fills up with zeros to where a section may start.
  func align() throws {
    let padding = -offset & (SegmentHeader.alignment - 1)
    try [UInt8](repeating: 0, count: padding).withUnsafeBytes { try append($0) }
  }

  /// Ends the block at hand, short as it is; only the last one before the checksums may be.
  func flush() throws {
    guard !buffer.isEmpty else { return }
    checksums.append(buffer.withUnsafeBytes(crc32c))
    try write(buffer, at: offset - buffer.count)
    buffer.removeAll(keepingCapacity: true)
  }

  /// Writes the checksums and the header, waits for the disk, and gives the file its name. Returns the header's checksum.
  func finish(_ header: inout SegmentHeader) throws -> UInt32 {
    try align()
    try flush()
    let table = checksums.flatMap { sum in withUnsafeBytes(of: sum.littleEndian, Array.init) }
    header.sections[.checksums] = offset..<(offset + table.count)
    header.checksumsChecksum = table.withUnsafeBytes(crc32c)
    header.fileLength = offset + table.count
    try write(table, at: offset)
    let page = header.encoded()
    try write(page, at: 0)
    guard fsync(descriptor) == 0 else { throw Failure.file(path, "write the segment to disk", errno: errno) }
    guard rename(temporaryPath, path) == 0 else { throw Failure.file(path, "name the segment", errno: errno) }
    isNamed = true
    try syncFolder()
    return SegmentHeader.checksum(page)
  }

  private func write(_ bytes: [UInt8], at offset: Int) throws {
    try bytes.withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count {
        let count = pwrite(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done, offset + done)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { throw Failure.file(path, "write the segment", errno: errno) }
        done += count
      }
    }
  }

  /// A name is on the disk only when its folder is.
  private func syncFolder() throws {
    let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure.file(folder, "open the folder", errno: errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw Failure.file(folder, "write the folder to disk", errno: errno) }
  }
}
