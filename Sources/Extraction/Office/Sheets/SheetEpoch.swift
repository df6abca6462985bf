/// The day that a workbook counts its days from.
enum SheetEpoch {
  /// Day 1 is the first of January 1900; day 60 is a leap day which that year did not have.
  case year1900
  /// Day 0 is the first of January 1904.
  case year1904

  /// The day and, where there is any, the time, in ISO 8601; a time alone for what is less than a day. Nil for what no
  /// calendar shows.
  func date(_ number: Double) -> String? {
    guard number >= 0, number < 2_958_466 else { return nil }
    var days = Int(number)
    var seconds = Int(((number - Double(days)) * 86_400).rounded())
    if seconds == 86_400 { (days, seconds) = (days + 1, 0) }
    let time = seconds == 0 ? nil : Self.time(seconds)
    if days == 0, self == .year1900 { return time ?? "00:00" }
    let civil = Self.civil(daysSince1970: sinceUnixEpoch(days))
    return time.map { "\(civil)T\($0)" } ?? civil
  }

  private func sinceUnixEpoch(_ days: Int) -> Int {
    switch self {
    case .year1900: days - (days < 60 ? 25_568 : 25_569)
    case .year1904: days - 24_107
    }
  }

  private static func time(_ seconds: Int) -> String {
    let clock = "\(padded(seconds / 3600)):\(padded(seconds / 60 % 60))"
    return seconds % 60 == 0 ? clock : "\(clock):\(padded(seconds % 60))"
  }

  /// http://howardhinnant.github.io/date_algorithms.html#civil_from_days
  private static func civil(daysSince1970 days: Int) -> String {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return "\(year)-\(padded(month))-\(padded(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1))"
  }

  private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
