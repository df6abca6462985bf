import Corpus
import Glibc

/// A source object's bytes: a copy of a small one, a mapping of a large one; given back with the value's end.
struct ObjectBytes: ~Copyable {
  let bytes: UnsafeRawBufferPointer

  /// Bytes up to which a copy costs less than a mapping and its page faults.
  private static let mostCopied = 1 << 16

  /// - Parameter size: what the parent saw; a shorter file has changed since.
  init(descriptor: CInt, uri: String, size: Int) throws(Failure) {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw Failure("source.unreadable", uri, "is not a file any more", remedy: "run again, or exclude it")
    }
    guard status.st_size >= size else { throw .shrank(uri) }
    bytes =
      size > Self.mostCopied
      ? try Self.mapped(descriptor, uri: uri, size: size) : try Self.copied(descriptor, uri: uri, size: size)
  }

  deinit {
    guard let start = UnsafeMutableRawPointer(mutating: bytes.baseAddress) else { return }
    if bytes.count > Self.mostCopied { munmap(start, bytes.count) } else { start.deallocate() }
  }

  private static func mapped(_ descriptor: CInt, uri: String, size: Int) throws(Failure) -> UnsafeRawBufferPointer {
    guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED else {
      throw .unreadable(uri, "cannot be mapped: \(String(cString: strerror(errno)))")
    }
    return UnsafeRawBufferPointer(start: start, count: size)
  }

  private static func copied(_ descriptor: CInt, uri: String, size: Int) throws(Failure) -> UnsafeRawBufferPointer {
    guard size > 0 else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 16)
    var filled = 0
    while filled < size {
      let count = pread(descriptor, copy.baseAddress.map { $0 + filled }, size - filled, filled)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        let error = errno
        copy.deallocate()
        throw count == 0 ? .shrank(uri) : .unreadable(uri, "cannot be read: \(String(cString: strerror(error)))")
      }
      filled += count
    }
    return UnsafeRawBufferPointer(copy)
  }
}

extension Failure {
  /// A file that got shorter while it was being read.
  static func shrank(_ uri: String) -> Failure {
    Failure(
      "source.changed", uri, "changed while it was being read", remedy: "run again when nothing writes to it",
      verdict: .retry(afterSeconds: nil))
  }

  fileprivate static func unreadable(_ uri: String, _ problem: String) -> Failure {
    Failure("source.unreadable", uri, problem, remedy: "copy it to a local disk, or exclude it")
  }
}
