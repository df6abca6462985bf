import Corpus
import Glibc

/// Holds a file's `flock` as long as it lives. The kernel gives the lock back when the process ends, however it ends,
/// so there is no stale lock to clean up.
package final class RunLock: Sendable {
  private let descriptor: Int32

  /// - Throws: ``Failure`` `run.alreadyRunning` while another process holds it.
  ///
  /// - Parameter holder: is left in the file, for those who wonder who it is.
  package init(path: String, holder: String) throws {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw Failure(
        "store.unwritable", path, "cannot be written: \(String(cString: strerror(errno)))",
        remedy: "check the folder's owner and permissions", verdict: .stop(.dependency))
    }
    // A process that is just being started elsewhere in this one holds a copy of every descriptor until it executes.
    var attempts = 5
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0, attempts > 0 {
      attempts -= 1
      usleep(20_000)
    }
    guard attempts > 0 else {
      throw Failure(
        "run.alreadyRunning", path, "another run of this pipeline is at work",
        remedy: "wait for it, or look at it with quern status", verdict: .stop(.interrupted))
    }
    ftruncate(descriptor, 0)
    let bytes = Array(holder.utf8)
    pwrite(descriptor, bytes, bytes.count, 0)
  }

  deinit { close(descriptor) }

  /// What the holder left in the file; nil while nobody holds it.
  static func holder(path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    guard flock(descriptor, LOCK_SH | LOCK_NB) != 0 else { return nil }
    var bytes = [UInt8](repeating: 0, count: 1024)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
  }
}
