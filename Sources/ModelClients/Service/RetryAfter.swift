import Foundation

/// Reads the `Retry-After` header (RFC 9110, 10.2.3).
enum RetryAfter {
  /// The three forms of an HTTP date, of which only the first is still written (RFC 9110, 5.6.7).
  private static let forms = [
    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", "EEEE, dd-MMM-yy HH:mm:ss 'GMT'", "EEE MMM d HH:mm:ss yyyy",
  ]

  /// Seconds to wait, never negative; nil when the value is neither a number of seconds nor an HTTP date.
  static func seconds(_ value: String, now: Date) -> Double? {
    let value = value.trimmingCharacters(in: .whitespaces)
    if let seconds = Double(value) { return seconds.isFinite ? max(0, seconds) : nil }
    return date(value).map { max(0, $0.timeIntervalSince(now)) }
  }

  private static func date(_ text: String) -> Date? {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = .gmt
    for form in forms {
      formatter.dateFormat = form
      if let date = formatter.date(from: text) { return date }
    }
    return nil
  }
}
