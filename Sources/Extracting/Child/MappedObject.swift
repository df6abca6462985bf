import Corpus
import Glibc

/// A source object's bytes, mapped for reading; unmapped with the value's end.
struct MappedObject: ~Copyable {
  let bytes: UnsafeRawBufferPointer

  /// - Parameter size: what the parent saw; a shorter file has changed since.
  init(descriptor: CInt, uri: String, size: Int) throws(Failure) {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw Failure("source.unreadable", uri, "is not a file any more", remedy: "run again, or exclude it")
    }
    guard status.st_size >= size else { throw .shrank(uri) }
    guard size > 0 else {
      bytes = UnsafeRawBufferPointer(start: nil, count: 0)
      return
    }
    guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED else {
      throw Failure(
        "source.unreadable", uri, "cannot be mapped: \(String(cString: strerror(errno)))",
        remedy: "copy it to a local disk, or exclude it")
    }
    bytes = UnsafeRawBufferPointer(start: start, count: size)
  }

  deinit {
    if let start = bytes.baseAddress { munmap(UnsafeMutableRawPointer(mutating: start), bytes.count) }
  }
}

extension Failure {
  /// A file that got shorter while it was being read.
  static func shrank(_ uri: String) -> Failure {
    Failure(
      "source.changed", uri, "changed while it was being read", remedy: "run again when nothing writes to it",
      verdict: .retry(afterSeconds: nil))
  }
}
