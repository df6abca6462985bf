import Glibc

/// How many files and connections the process may have open.
enum OpenFiles {
  /// For segments, databases, Redis and logs.
  static let reserve = 128

  /// Raises the limit to what the system allows: where services are started with 1,024, that is far too few.
  ///
  /// - Returns: the limit, at least twice the reserve.
  static func raiseLimit() -> Int {
    var limit = rlimit()
    let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    guard getrlimit(files, &limit) == 0 else { return 1024 }
    let wanted = rlimit(rlim_cur: min(limit.rlim_max, max(limit.rlim_cur, 1 << 20)), rlim_max: limit.rlim_max)
    if withUnsafePointer(to: wanted, { setrlimit(files, $0) }) == 0 { limit = wanted }
    return max(2 * reserve, Int(min(limit.rlim_cur, 1 << 20)))
  }
}
