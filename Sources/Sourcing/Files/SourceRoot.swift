import Corpus
import Glibc

/// The folder that a source's names start from.
// Safety: everything is set once; the descriptor belongs to the object until it is released.
final class SourceRoot: Sendable {
  /// The path as the pipeline says it.
  let given: String
  let followLinks: Bool
  /// Where it really is, without a closing slash.
  private let location: [UInt8]
  private let descriptor: CInt
  /// For a source that is a single file: the name it was given by, and the one it has in its folder.
  let onlyFile: (given: [UInt8], real: [UInt8])?

  init(path: String, followLinks: Bool) throws(Failure) {
    guard let resolved = realpath(path, nil) else { throw .rootUnreadable(path, .last) }
    defer { free(resolved) }
    var location = Array(UnsafeRawBufferPointer(start: resolved, count: strlen(resolved)))
    var status = stat()
    guard stat(resolved, &status) == 0 else { throw .rootUnreadable(path, .last) }
    switch status.st_mode & S_IFMT {
    case S_IFDIR:
      onlyFile = nil
    case S_IFREG:
      let name = location.lastIndex(of: .slash).map { $0 + 1 } ?? 0
      let given = path.utf8.split(separator: .slash).last.map(Array.init) ?? []
      onlyFile = (given, Array(location[name...]))
      location.removeSubrange(name...)
    default: throw .rootIsNoFolder(path)
    }
    while location.last == .slash { location.removeLast() }
    self.location = location
    given = path
    self.followLinks = followLinks
    descriptor = (location + [.slash, 0]).withUnsafeBytes { Glibc.open($0.cString, O_PATH | O_DIRECTORY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw .rootUnreadable(path, .last) }
  }

  deinit { close(descriptor) }

  /// The path that a URI of this source stands for.
  func path(of uri: String) -> [UInt8]? {
    guard let path = SourceURI.path(of: uri) else { return nil }
    guard let onlyFile else { return path }
    return path == onlyFile.given ? onlyFile.real : nil
  }

  /// What a path leads to, links followed; it is only looked at, not opened.
  /// - Parameter path: below the root; empty for the root itself.
  /// - Throws: ``SystemError``.
  func find(_ path: [UInt8]) throws(SystemError) -> FoundFile {
    let name = path.isEmpty ? [.dot] : path
    let found = (name + [0]).withUnsafeBytes { openat(descriptor, $0.cString, O_PATH | O_CLOEXEC) }
    guard found >= 0 else { throw .last }
    return try FoundFile(found)
  }

  /// What a path is, links not followed.
  /// - Throws: ``SystemError``.
  func status(_ path: [UInt8]) throws(SystemError) -> stat {
    var status = stat()
    let found = (path + [0]).withUnsafeBytes { fstatat(descriptor, $0.cString, &status, AT_SYMLINK_NOFOLLOW) }
    guard found == 0 else { throw .last }
    return status
  }

  /// The path of a place below the root; nil for places outside. The root itself is the empty path.
  func pathInside(_ place: [UInt8]) -> [UInt8]? {
    guard place.starts(with: location) else { return nil }
    let rest = place[location.count...]
    return rest.isEmpty ? [] : rest.first == .slash ? Array(rest.dropFirst()) : nil
  }
}

/// In fcntl.h, but behind a macro that Swift's view of it does not set; the same on x86-64 and ARM.
private let O_PATH: CInt = 0o10_000_000
