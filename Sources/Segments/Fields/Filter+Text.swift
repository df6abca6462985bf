import Corpus

/// The form of the command line: `year>=2020`, `tag=a,b`, `lang!=de`, `uri=guide/*`.
extension Filter {
  private static let operators = ["!=", ">=", "<=", "=", ">", "<"]

  /// All of several conditions.
  /// - Throws: ``Failure`` `search.filter`.
  package init(conditions: [String]) throws { self = Self.joined(try conditions.map(Filter.init(condition:))) }

  /// One condition. A value that reads as a number or a boolean is compared both as that and as the string it is; a
  /// comma separates alternatives unless the value is in double quotes; `*` stands for any characters.
  package init(condition: String) throws {
    guard let start = condition.firstIndex(where: { "!<>=".contains($0) }), start != condition.startIndex,
      let name = Self.operators.first(where: { condition[start...].hasPrefix($0) })
    else {
      throw Failure(
        "search.filter", "the filter", "is not a condition",
        remedy: "write it as key=value, key=a,b, key!=value, key>=value or uri=folder/*", verdict: .stop(.usage))
    }
    let key = String(condition[..<start])
    let text = String(condition[start...].dropFirst(name.count))
    switch name {
    case "=": self = Self.equality(key, text)
    case "!=": self = .not(Self.equality(key, text))
    default: self = Self.range(key, name, text)
    }
  }

  private static func equality(_ key: String, _ text: String) -> Filter {
    if text.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") {
      return .equals(key, .string(String(text.dropFirst().dropLast())))
    }
    let alternatives = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    let patterns = alternatives.filter { $0.contains("*") }.map { Filter.like(key, $0) }
    let values = alternatives.filter { !$0.contains("*") }.flatMap(readings)
    let equality = values.count == 1 ? Filter.equals(key, values[0]) : .oneOf(key, values)
    return patterns.isEmpty
      ? equality : values.isEmpty && patterns.count == 1 ? patterns[0] : .any(patterns + [equality])
  }

  private static func range(_ key: String, _ name: String, _ text: String) -> Filter {
    let bounds = readings(text).filter { bound in
      switch bound {
      case .number: true
      // A year alone is a date as well as a number; other numbers are never meant as strings.
      case .string: number(text) == nil || text.utf8.count == 4 && text.utf8.allSatisfy { (48...57).contains($0) }
      case .bool, .list: false
      }
    }
    let ranges = bounds.map { value in
      switch name {
      case ">=": Filter.range(key, FilterRange(lower: .including(value)))
      case ">": Filter.range(key, FilterRange(lower: .excluding(value)))
      case "<=": Filter.range(key, FilterRange(upper: .including(value)))
      default: Filter.range(key, FilterRange(upper: .excluding(value)))
      }
    }
    return ranges.count == 1 ? ranges[0] : .any(ranges)
  }

  /// All values that a text may stand for.
  private static func readings(_ text: String) -> [MetadataValue] {
    var readings: [MetadataValue] = [.string(text)]
    if let number = number(text) { readings.append(.number(number)) }
    if text == "true" || text == "false" { readings.append(.bool(text == "true")) }
    return readings
  }

  private static func number(_ text: String) -> Double? {
    guard let first = text.first(where: { $0 != "-" }), first.isNumber || first == "." else { return nil }
    return Double(text).flatMap { $0.isFinite ? $0 : nil }
  }
}
