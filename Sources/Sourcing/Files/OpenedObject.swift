package import Corpus
import struct Crypto.SHA256
import Glibc

/// A file that is open for reading, and what it was like when it was opened.
package final class OpenedObject: Sendable {
  /// Reads; valid as long as the object lives.
  package let descriptor: Int32
  package let object: SourceObject

  private static let blockBytes = 1 << 20

  init(_ found: borrowing FoundFile, uri: String) throws(Failure) {
    do {
      descriptor = try found.open(O_RDONLY)
    } catch {
      throw .unreadable(uri, error)
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let error = SystemError.last
      close(descriptor)
      throw .unreadable(uri, error)
    }
    object = SourceObject(uri: uri, status)
  }

  deinit { close(descriptor) }

  /// The digest of the content, read in blocks of 1 MiB.
  /// - Throws: ``Corpus/Failure`` `source.unreadable`, `source.changed` when there is more or less than there was, and
  ///   `CancellationError`.
  package func digest() throws -> Digest {
    var hash = SHA256()
    var offset = 0
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.blockBytes, alignment: 64)
    defer { block.deallocate() }
    while true {
      try Task.checkCancellation()
      let count = pread(descriptor, block.baseAddress, block.count, offset)
      if count == 0 { break }
      if count > 0 {
        hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: block[..<count]))
        offset += count
      } else if errno != EINTR {
        throw Failure.unreadable(object.uri, .last)
      }
      // A file that grows as fast as it is read would never end.
      guard offset <= object.size else { break }
    }
    guard offset == object.size else { throw Failure.changed(object.uri) }
    return Digest(hash.finalize())
  }

  /// Checks that nothing has been written since the file was opened: to be asked after everything has been read.
  /// - Throws: ``Corpus/Failure`` `source.changed`, worth another try.
  package func verifyUnchanged() throws(Failure) {
    var status = stat()
    guard fstat(descriptor, &status) == 0, SourceObject(uri: object.uri, status) == object else {
      throw .changed(object.uri)
    }
  }
}

extension SourceObject {
  init(uri: String, _ status: stat) {
    self.init(
      uri: uri, size: status.st_size, modifiedNanoseconds: status.st_mtim.nanoseconds,
      changedNanoseconds: status.st_ctim.nanoseconds, inode: UInt64(status.st_ino))
  }
}

extension timespec {
  /// Since 1970; times that 64 bits cannot hold (a file system may say anything) come out as the nearest they can.
  fileprivate var nanoseconds: Int64 {
    let (product, overflow) = Int64(tv_sec).multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, overflows) = product.addingReportingOverflow(Int64(tv_nsec))
    return overflow || overflows ? (tv_sec < 0 ? .min : .max) : sum
  }
}
