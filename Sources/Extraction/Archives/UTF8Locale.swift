import Foundation

/// The character set that libarchive turns names into: it asks the locale, and in the C locale it would lose all
/// letters beyond ASCII.
enum UTF8Locale {
  /// Runs the body with UTF-8 as this thread's character set; other threads keep theirs.
  static func during<Result>(_ body: () throws -> Result) rethrows -> Result {
    guard let utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", nil) else { return try body() }
    let before = uselocale(utf8)
    defer {
      uselocale(before)
      freelocale(utf8)
    }
    return try body()
  }
}
