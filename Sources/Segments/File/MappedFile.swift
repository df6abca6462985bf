import Corpus
import Glibc

/// Owns the read-only mapping of a whole file.
final class MappedFile: Sendable {
  let bytes: MappedBytes

  init(path: String) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure.file(path, "open the segment", errno: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Failure.file(path, "examine the segment", errno: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw Failure.damagedSegment(path, "is not a file") }
    guard status.st_size >= SegmentHeader.size else { throw Failure.damagedSegment(path, "is too short for a segment") }
    guard let start = mmap(nil, status.st_size, PROT_READ, MAP_SHARED, descriptor, 0), start != MAP_FAILED else {
      throw Failure.file(path, "map the segment", errno: errno)
    }
    bytes = MappedBytes(start: start, count: status.st_size)
  }

  deinit {
    munmap(UnsafeMutableRawPointer(mutating: bytes.start), bytes.count)
  }
}
