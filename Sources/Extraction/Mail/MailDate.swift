/// Reads the date of a message.
enum MailDate {
  /// `Tue, 1 Jul 2003 10:52:37 +0200` (RFC 5322, section 3.3 and the obsolete forms of 4.3) as ISO 8601,
  /// `2003-07-01T10:52:37+02:00`; nil for what is not a date.
  static func iso8601(_ date: String) -> String? {
    // A comment such as `(CEST)` says what the offset says.
    let words = date.prefix { $0 != "(" }.split { $0.isWhitespace || $0 == "," }
    guard let dayIndex = words.firstIndex(where: { $0.first?.isNumber == true }), words.count >= dayIndex + 4,
      let day = Int(words[dayIndex]), (1...31).contains(day),
      let month = months.firstIndex(of: words[dayIndex + 1].prefix(3).lowercased()),
      let year = year(words[dayIndex + 2]), let time = time(words[dayIndex + 3])
    else { return nil }
    let zone = words.count > dayIndex + 4 ? zone(words[dayIndex + 4]) : "Z"
    return "\(year)-\(padded(month + 1))-\(padded(day))T\(time)\(zone)"
  }

  private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

  private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private static func year(_ word: Substring) -> Int? {
    guard let year = Int(word), (0...9999).contains(year) else { return nil }
    if word.count == 2 { return year < 50 ? 2000 + year : 1900 + year }
    return word.count == 3 ? 1900 + year : year >= 1000 ? year : nil
  }

  private static func time(_ word: Substring) -> String? {
    let parts = word.split(separator: ":").map { Int($0) ?? -1 }
    guard parts.count == 2 || parts.count == 3, (0...23).contains(parts[0]), (0...59).contains(parts[1]) else {
      return nil
    }
    let second = parts.count == 3 ? parts[2] : 0
    return (0...60).contains(second) ? "\(padded(parts[0])):\(padded(parts[1])):\(padded(second))" : nil
  }

  private static func zone(_ word: Substring) -> String {
    if word.count == 5, word.first == "+" || word.first == "-", Int(word.dropFirst()) != nil {
      return word.dropFirst() == "0000" ? "Z" : "\(word.prefix(3)):\(word.suffix(2))"
    }
    let hours = [
      "EST": "-05:00", "EDT": "-04:00", "CST": "-06:00", "CDT": "-05:00", "MST": "-07:00", "MDT": "-06:00",
      "PST": "-08:00", "PDT": "-07:00",
    ]
    return hours[word.uppercased()] ?? "Z"
  }
}
