import Glibc

/// The kernel's reason for not doing something, as errno gives it.
struct SystemError: Error, Hashable {
  let number: CInt

  /// What the last call that failed on this thread says.
  static var last: SystemError { SystemError(number: errno) }

  static let noEntry = SystemError(number: ENOENT)
  static let noFolder = SystemError(number: ENOTDIR)
  static let linkLoop = SystemError(number: ELOOP)

  /// `Permission denied`
  var text: String { String(cString: strerror(number)) }
}
