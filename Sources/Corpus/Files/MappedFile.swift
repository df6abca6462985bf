import Glibc

/// A regular file mapped for reading: its bytes become resident only where they are touched.
///
/// The file must not be truncated while it is mapped; replacing it by renaming another over it is fine.
// Safety: the mapping is read-only and lives exactly as long as the object; nothing mutates after init.
package final class MappedFile: @unchecked Sendable {
  /// What kept a file from being mapped.
  package enum Problem: Sendable {
    case notRegular
    /// The error number of the system's refusal to open or map it.
    case refused(CInt)
  }

  package let path: String
  /// Valid while this object lives; empty for an empty file.
  package let bytes: UnsafeRawBufferPointer

  /// - Parameter failure: says what a problem means for what the file is.
  package init(path: String, _ failure: (Problem) -> Failure) throws(Failure) {
    self.path = path
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw failure(.refused(errno)) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure(.refused(errno)) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw failure(.notRegular) }
    guard status.st_size > 0 else {
      bytes = UnsafeRawBufferPointer(start: nil, count: 0)
      return
    }
    guard let start = mmap(nil, status.st_size, PROT_READ, MAP_SHARED, descriptor, 0), start != MAP_FAILED else {
      throw failure(.refused(errno))
    }
    bytes = UnsafeRawBufferPointer(start: start, count: status.st_size)
  }

  deinit {
    if let start = bytes.baseAddress { munmap(UnsafeMutableRawPointer(mutating: start), bytes.count) }
  }

  /// Gives the pages back; those touched later are read again from the file.
  package func releasePages() {
    if let start = bytes.baseAddress { madvise(UnsafeMutableRawPointer(mutating: start), bytes.count, MADV_DONTNEED) }
  }
}
