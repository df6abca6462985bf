import Corpus
import Glibc

/// Bytes of a segment that contradict themselves. Whoever knows the file's name turns it into a ``Failure``.
struct Damage: Error {
  var what: String
}

extension Failure {
  /// A segment that cannot be trusted; every copy of it can be made again from the catalogue.
  static func damagedSegment(_ path: String, _ problem: String) -> Failure {
    Failure(
      "segment.damaged", path, problem, remedy: "run `quern verify --repair`, or `quern reindex` to build it again",
      verdict: .stop(.differences))
  }

  /// What the system said about a file, with what a person can do about it.
  static func file(_ path: String, _ action: String, errno code: CInt) -> Failure {
    let remedy =
      switch code {
      case ENOSPC, EDQUOT: "free some space on that disk, then run the same command again"
      case EMFILE, ENFILE: "raise the limit on open files (ulimit -n)"
      case EACCES, EPERM, EROFS: "make it accessible to this user"
      case ENOENT: "run `quern verify --repair` if it should be there"
      default: "check the disk, then run the same command again"
      }
    return Failure(
      "segment.file", path, "cannot \(action): \(String(cString: strerror(code)))", remedy: remedy,
      verdict: .stop(.dependency))
  }
}
