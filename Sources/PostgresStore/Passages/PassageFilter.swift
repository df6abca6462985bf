import Corpus
import Foundation
import Segments

/// A filter as a condition of SQL, with the parameters it refers to.
struct PassageFilter {
  private(set) var parameters: [any PostgresValue]

  /// - Parameter parameters: those of the statement that come before.
  init(after parameters: [any PostgresValue]) { self.parameters = parameters }

  /// Means the same as in segments: a value that is a list meets a condition if any of its elements does, and values of
  /// different types are never equal.
  mutating func condition(_ filter: Filter) throws -> String {
    switch filter {
    case .all(let filters): return try joined(filters, " AND ", empty: "true")
    case .any(let filters): return try joined(filters, " OR ", empty: "false")
    case .not(let filter): return "NOT coalesce(\(try condition(filter)), false)"
    case .equals(let key, let value): return try equals(key, value)
    case .oneOf(let key, let values): return try joined(values.map { .equals(key, $0) }, " OR ", empty: "false")
    case .range(let key, let range): return try self.range(key, range)
    case .exists(let key): return Self.column(key) == nil ? "metadata ? \(add(key))" : "true"
    case .like(let key, let pattern): return like(key, pattern)
    }
  }

  private mutating func joined(_ filters: [Filter], _ word: String, empty: String) throws -> String {
    let conditions = try filters.map { try condition($0) }
    return conditions.isEmpty ? empty : "(\(conditions.joined(separator: word)))"
  }

  private mutating func equals(_ key: String, _ value: MetadataValue) throws -> String {
    if let column = Self.column(key) {
      guard case .string(let text) = value else { return "false" }
      return "\(column) = \(add(text))"
    }
    // An array contains a value that is one of its elements.
    return "metadata -> \(add(key))::text @> \(add(try JSONColumn.text(value)))::jsonb"
  }

  private mutating func range(_ key: String, _ range: FilterRange) throws -> String {
    var conditions: [String] = []
    for (bound, isLower) in [(range.lower, true), (range.upper, false)] {
      guard let bound else { continue }
      let (value, includes) =
        switch bound {
        case .including(let value): (value, "=")
        case .excluding(let value): (value, "")
        }
      let comparison = (isLower ? ">" : "<") + includes
      if let column = Self.column(key) {
        guard case .string(let text) = value else { return "false" }
        conditions.append("\(column) COLLATE \"C\" \(comparison) \(add(text))")
      } else {
        conditions.append("@ \(comparison) $\(isLower ? "low" : "high")")
      }
    }
    if Self.column(key) != nil { return "(\(conditions.joined(separator: " AND ")))" }
    var bounds: [String: MetadataValue] = [:]
    if let lower = range.lower { bounds["low"] = lower.value }
    if let upper = range.upper { bounds["high"] = upper.value }
    // In lax mode a path goes into an array's elements by itself.
    let path = "$[*] ? (\(conditions.joined(separator: " && ")))"
    return """
      jsonb_path_exists(metadata -> \(add(key))::text, \(add(path))::text::jsonpath, \(add(try JSONColumn.text(bounds)))::jsonb)
      """
  }

  private mutating func like(_ key: String, _ pattern: String) -> String {
    var escaped = ""
    for character in pattern {
      switch character {
      case "*": escaped += "%"
      case "?": escaped += "_"
      case "%", "_", "\\": escaped += "\\\(character)"
      default: escaped.append(character)
      }
    }
    if let column = Self.column(key) { return "\(column) LIKE \(add(escaped))" }
    let (name, text) = (add(key), add(escaped))
    return """
      EXISTS (SELECT 1 FROM jsonb_path_query(metadata -> \(name)::text, '$[*] ? (@.type() == "string")') v
        WHERE v #>> '{}' LIKE \(text))
      """
  }

  private mutating func add(_ value: String) -> String {
    parameters.append(value)
    return "$\(parameters.count)"
  }

  private static func column(_ key: String) -> String? { ["source", "uri"].contains(key) ? key : nil }
}

extension FilterRange.Bound {
  fileprivate var value: MetadataValue {
    switch self {
    case .including(let value), .excluding(let value): value
    }
  }
}
