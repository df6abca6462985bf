import Glibc

/// A moment, as logs show it.
package struct WallTime: Sendable, Hashable {
  /// Since 1970 in UTC.
  package var seconds: Int
  package var milliseconds: Int

  package init(seconds: Int, milliseconds: Int = 0) {
    self.seconds = seconds
    self.milliseconds = milliseconds
  }

  package static var now: WallTime {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return WallTime(seconds: time.tv_sec, milliseconds: time.tv_nsec / 1_000_000)
  }

  /// ISO 8601 in UTC, to the millisecond: `2026-02-03T04:05:06.789Z`.
  package var iso8601: String {
    var seconds = seconds
    var parts = tm()
    gmtime_r(&seconds, &parts)
    let date = "\(Int(parts.tm_year) + 1900)-\(padded(Int(parts.tm_mon) + 1))-\(padded(Int(parts.tm_mday)))"
    return "\(date)T\(clock(parts)).\(padded(milliseconds, to: 3))Z"
  }

  /// The time of day where the machine stands: `12:03:04`.
  package var localTime: String {
    var seconds = seconds
    var parts = tm()
    localtime_r(&seconds, &parts)
    return clock(parts)
  }

  private func clock(_ parts: tm) -> String {
    "\(padded(Int(parts.tm_hour))):\(padded(Int(parts.tm_min))):\(padded(Int(parts.tm_sec)))"
  }

  private func padded(_ number: Int, to width: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
