import Corpus
import Foundation

/// A regular file mapped for reading: its bytes become resident only where they are touched.
///
/// The file must not be truncated while it is mapped; replacing it by renaming another over it is fine.
// Safety: the mapping is read-only and lives exactly as long as the object; nothing mutates after init.
final class MappedFile: @unchecked Sendable {
  let path: String
  let bytes: UnsafeRawBufferPointer

  /// - Throws: ``Failure`` `model.fileMissing`, `model.fileUnreadable` or `model.fileTooLarge`.
  init(path: String, maxBytes: Int = .max) throws(Failure) {
    self.path = path
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      let missing = errno == ENOENT || errno == ENOTDIR
      throw Failure(
        missing ? "model.fileMissing" : "model.fileUnreadable", path,
        missing ? "is missing" : "cannot be opened: \(String(cString: strerror(errno)))",
        remedy: missing
          ? "fetch the model again, or give a whole sentence-transformers folder" : "check its permissions",
        verdict: .stop(.configuration))
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw Failure(
        "model.fileUnreadable", path, "is not a regular file", remedy: "give a sentence-transformers folder",
        verdict: .stop(.configuration))
    }
    let size = Int(status.st_size)
    guard size <= maxBytes else {
      throw Failure(
        "model.fileTooLarge", path, "has \(size) bytes where at most \(maxBytes) make sense",
        remedy: "fetch the model again", verdict: .stop(.configuration))
    }
    guard size > 0 else {
      bytes = UnsafeRawBufferPointer(start: nil, count: 0)
      return
    }
    guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED else {
      throw Failure(
        "model.fileUnreadable", path, "cannot map: \(String(cString: strerror(errno)))", remedy: "free some memory",
        verdict: .stop(.dependency))
    }
    bytes = UnsafeRawBufferPointer(start: start, count: size)
  }

  deinit {
    if let start = bytes.baseAddress { munmap(UnsafeMutableRawPointer(mutating: start), bytes.count) }
  }

  /// Gives the pages back; those touched later are read again from the file.
  func releasePages() {
    if let start = bytes.baseAddress { madvise(UnsafeMutableRawPointer(mutating: start), bytes.count, MADV_DONTNEED) }
  }
}
