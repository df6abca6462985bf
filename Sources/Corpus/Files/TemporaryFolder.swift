import Glibc

/// A folder of its own below `$TMPDIR`, gone with all that is in it when nobody holds it any more.
package final class TemporaryFolder: Sendable {
  /// Without links, as the kernel sees it. Short, for a socket's path has 107 bytes at the most.
  package let path: String

  /// - Throws: ``Failure`` `folder.temporary`.
  package init() throws(Failure) {
    let place = getenv("TMPDIR").map { String(cString: $0) } ?? ""
    var template = Array("\(place.isEmpty ? "/tmp" : place)/quern-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil, let real = realpath(template, nil) else {
      throw Failure(
        "folder.temporary", place, "no folder can be made here: \(String(cString: strerror(errno)))",
        remedy: "let TMPDIR name a folder with space that may be written to", verdict: .stop(.dependency))
    }
    defer { free(real) }
    path = String(cString: real)
  }

  deinit { remove() }

  /// The path of what has this name in it.
  package func file(_ name: String) -> String { "\(path)/\(name)" }
}
