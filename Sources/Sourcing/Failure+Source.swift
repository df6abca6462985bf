import Corpus
import Glibc

/// What can be wrong with a source, in the words of a colleague.
extension Failure {
  static func rootUnreadable(_ path: String, _ error: SystemError) -> Failure {
    [.noEntry, .noFolder].contains(error)
      ? Failure(
        "source.missing", path, "does not exist", remedy: "check the path, and whether its disk is mounted",
        verdict: .stop(.input))
      : Failure(
        "source.unreadable", path, "cannot be read: \(error.text)", remedy: remedy(for: error),
        verdict: .stop(.input))
  }

  static func rootIsNoFolder(_ path: String) -> Failure {
    Failure(
      "source.unreadable", path, "is neither a folder nor a file", remedy: "give a folder, a file or an archive",
      verdict: .stop(.input))
  }

  static func gone(_ uri: String) -> Failure {
    Failure("source.gone", uri, "is not there any more", remedy: "run again to take its deletion into account")
  }

  static func unreadable(_ uri: String, _ error: SystemError) -> Failure {
    Failure(
      "source.unreadable", uri, "cannot be read: \(error.text)", remedy: remedy(for: error))
  }

  static func changed(_ uri: String) -> Failure {
    Failure(
      "source.changed", uri, "changed while it was being read", remedy: "run again when nothing writes to it",
      verdict: .retry(afterSeconds: nil))
  }

  private static func remedy(for error: SystemError) -> String {
    switch error.number {
    case EACCES, EPERM: "give the user who runs this the right to read it, or exclude it"
    case ENAMETOOLONG: "shorten the names of its folders, or exclude it"
    case ELOOP: "break the circle of links, or exclude it"
    case EMFILE, ENFILE: "raise the limit of open files (ulimit -n)"
    default: "check the disk it is on, or exclude it"
    }
  }
}
