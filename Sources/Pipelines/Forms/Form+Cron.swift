extension Form where Value == String {
  /// When to run, as CronJob takes it: five fields, or a word such as `@daily`.
  static let cron = text(
    "five fields of cron", example: "\"0 3 * * *\"", pattern: #"^(\S+( +\S+){4}|@[a-z]+)$"#
  ) { text throws(Flaw) in try Cron.check(text) }

  static let timeZone = text("a time zone", example: "Europe/Madrid", pattern: "^[A-Za-z]+([/_+-][A-Za-z0-9]+)*$") {
    text throws(Flaw) in
    guard text.wholeMatch(of: /[A-Za-z]+([\/_+-][A-Za-z0-9]+)*/) != nil else {
      throw Flaw(.badFormat, "must be the name of a time zone", hint: "for example Etc/UTC or Europe/Madrid")
    }
  }
}

extension SchedulePlan {
  /// A schedule at other times, and else like the file's or the default; nil if a file could not have them.
  package static func at(_ cron: String, like other: SchedulePlan?) -> SchedulePlan? {
    guard (try? Cron.check(cron)) != nil else { return nil }
    var schedule = other ?? SchedulePlan(cron: cron, timeZone: "Etc/UTC", concurrencyPolicy: .forbid)
    schedule.cron = cron
    return schedule
  }
}

/// What each field of a cron line may hold.
private enum Cron {
  struct Field: Sendable {
    let name: String
    let range: ClosedRange<Int>
    var names: [String] = []

    func allows(_ field: Substring) -> Bool {
      field.split(separator: ",", omittingEmptySubsequences: false).allSatisfy { part in
        let halves = part.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let span = halves.first else { return false }
        if halves.count == 2, (Int(halves[1]) ?? 0) < 1 { return false }
        if span == "*" { return true }
        let ends = span.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false).map(number)
        guard let first = ends.first ?? nil, let last = ends.last ?? nil else { return false }
        return first <= last
      }
    }

    private func number(_ text: Substring) -> Int? {
      if let name = names.firstIndex(of: text.uppercased()) { return range.lowerBound + name }
      return text.allSatisfy(\.isASCII) ? Int(text).flatMap { range.contains($0) ? $0 : nil } : nil
    }
  }

  static func check(_ text: String) throws(Flaw) {
    if words.contains(text) { return }
    let typed = text.split(separator: " ")
    guard typed.count == fields.count else {
      throw Flaw(
        .badFormat, "must have five fields: minute, hour, day, month, weekday", hint: "for example \"0 3 * * *\"")
    }
    for (field, rule) in zip(typed, fields) where !rule.allows(field) {
      throw Flaw(
        .badFormat, "must have a valid \(rule.name)",
        hint: "write *, a number from \(rule.range.lowerBound) to \(rule.range.upperBound), a-b, */n or a,b")
    }
  }

  static let words = ["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"]

  static let fields = [
    Field(name: "minute", range: 0...59),
    Field(name: "hour", range: 0...23),
    Field(name: "day", range: 1...31),
    Field(
      name: "month", range: 1...12,
      names: ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]),
    Field(name: "weekday", range: 0...7, names: ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]),
  ]
}
