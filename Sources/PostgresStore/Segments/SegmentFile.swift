import Corpus
import Glibc

/// An open segment file, read and written piece by piece; closing it gives back its lock.
final class SegmentFile: Sendable {
  /// Bytes of a piece: few enough to hold, enough to make round trips rare.
  static let pieceSize = 4 << 20

  let path: String
  private let descriptor: Int32

  /// Opens a file for reading; nil if there is none.
  init?(reading path: String) throws {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor < 0 else { return }
    if errno == ENOENT { return nil }
    throw Self.failure(path, "cannot be read")
  }

  /// Opens a file for writing, made if there is none, and keeps others out.
  /// - Returns: nil while another process has it.
  init?(locking path: String) throws {
    self.path = path
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Self.failure(path, "cannot be written") }
    // Whoever had it may have renamed it before letting go.
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0, try isStill(at: path) else { return nil }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  func size() throws -> Int {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Self.failure(path, "cannot be read") }
    return Int(status.st_size)
  }

  private func isStill(at path: String) throws -> Bool {
    var (mine, there) = (stat(), stat())
    guard fstat(descriptor, &mine) == 0 else { throw Self.failure(path, "cannot be read") }
    return stat(path, &there) == 0 && mine.st_ino == there.st_ino && mine.st_dev == there.st_dev
  }

  /// A piece by its number, from 0; shorter than the others at the end of the file.
  func piece(_ number: Int) throws -> [UInt8] {
    var failed = false
    let bytes = [UInt8](unsafeUninitializedCapacity: Self.pieceSize) { buffer, count in
      while count < Self.pieceSize {
        let read = pread(
          descriptor, buffer.baseAddress.map { $0 + count }, Self.pieceSize - count, number * Self.pieceSize + count)
        if read < 0, errno == EINTR { continue }
        failed = read < 0
        if read <= 0 { break }
        count += read
      }
    }
    if failed { throw Self.failure(path, "cannot be read") }
    return bytes
  }

  func write(_ bytes: [UInt8], as number: Int) throws {
    var done = 0
    while done < bytes.count {
      let written = bytes.withUnsafeBytes { buffer in
        pwrite(
          descriptor, buffer.baseAddress.map { $0 + done }, bytes.count - done, number * Self.pieceSize + done)
      }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw Self.failure(path, "cannot be written") }
      done += written
    }
  }

  /// Makes what was written survive a power cut, and gives the file its name.
  func finish(bytes: Int, as name: String) throws {
    guard ftruncate(descriptor, bytes) == 0, fsync(descriptor) == 0, rename(path, name) == 0 else {
      throw Self.failure(path, "cannot be written")
    }
    let folder = open(String(name[..<(name.lastIndex(of: "/") ?? name.startIndex)]), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw Self.failure(name, "cannot be made to last") }
    defer { close(folder) }
    guard fsync(folder) == 0 else { throw Self.failure(name, "cannot be made to last") }
  }

  private static func failure(_ path: String, _ problem: String) -> Failure {
    let code = errno
    return Failure(
      code == ENOSPC ? "segment.diskFull" : "segment.file", path, "\(problem): \(String(cString: strerror(code)))",
      remedy: code == ENOSPC
        ? "free some space and run the same command again; nothing is lost"
        : "check the folder's owner and permissions",
      verdict: .stop(.dependency))
  }
}
