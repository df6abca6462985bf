import Corpus
package import Foundation

/// The form of the query API: `{"year": {"gte": 2020}, "tag": {"in": ["a", "b"]}, "language": "en"}`. All conditions of an
/// object have to be met. Operators are eq, in, gt, gte, lt, lte, exists, like and not; a bare value stands for eq, a list
/// for in. `$any` and `$all` take lists of such objects, `$not` takes one.
extension Filter: Codable {
  /// Objects inside objects.
  private static let deepest = 24

  /// Reads a filter, whoever wrote it.
  /// - Throws: ``Failure`` `search.filter`.
  package init(json: Data) throws {
    do {
      self = try JSONDecoder().decode(Filter.self, from: json)
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure.filter("the filter", "is not a JSON object of conditions")
    }
  }

  package init(from decoder: any Decoder) throws {
    guard decoder.codingPath.count <= Self.deepest else { throw Failure.filter("the filter", "is nested too deeply") }
    let object = try decoder.container(keyedBy: FilterName.self)
    let conditions = try object.allKeys.sorted().map { name in
      switch name.stringValue {
      case "$any": Filter.any(try object.decode([Filter].self, forKey: name))
      case "$all": Filter.all(try object.decode([Filter].self, forKey: name))
      case "$not": Filter.not(try object.decode(Filter.self, forKey: name))
      default: try Self.condition(name.stringValue, object.superDecoder(forKey: name))
      }
    }
    self = Self.joined(conditions)
  }

  package func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: FilterName.self)
    switch self {
    case .all(let filters): try object.encode(filters, forKey: FilterName("$all"))
    case .any(let filters): try object.encode(filters, forKey: FilterName("$any"))
    case .not(let filter): try object.encode(filter, forKey: FilterName("$not"))
    case .equals(let key, let value): try object.encode(["eq": value], forKey: FilterName(key))
    case .oneOf(let key, let values): try object.encode(["in": values], forKey: FilterName(key))
    case .exists(let key): try object.encode(["exists": true], forKey: FilterName(key))
    case .like(let key, let pattern): try object.encode(["like": pattern], forKey: FilterName(key))
    case .range(let key, let range):
      var bounds = object.nestedContainer(keyedBy: FilterName.self, forKey: FilterName(key))
      switch range.lower {
      case .including(let value): try bounds.encode(value, forKey: FilterName("gte"))
      case .excluding(let value): try bounds.encode(value, forKey: FilterName("gt"))
      case nil: break
      }
      switch range.upper {
      case .including(let value): try bounds.encode(value, forKey: FilterName("lte"))
      case .excluding(let value): try bounds.encode(value, forKey: FilterName("lt"))
      case nil: break
      }
    }
  }

  /// What is asked of one key.
  private static func condition(_ key: String, _ decoder: any Decoder) throws -> Filter {
    guard decoder.codingPath.count <= deepest else { throw Failure.filter(key, "is nested too deeply") }
    guard let operators = try? decoder.container(keyedBy: FilterName.self) else {
      guard let value = try? MetadataValue(from: decoder) else {
        throw Failure.filter(key, "is compared with something that is no string, number or boolean")
      }
      return try equality(key, value)
    }
    guard !operators.allKeys.isEmpty else { throw Failure.filter(key, "has no condition") }
    var conditions: [Filter] = []
    var range = FilterRange()
    for name in operators.allKeys.sorted() {
      func value() throws -> MetadataValue {
        guard let value = try? operators.decode(MetadataValue.self, forKey: name) else {
          throw Failure.filter(key, "has a condition \(name.stringValue) of the wrong type")
        }
        return value
      }
      switch (name.stringValue, name.stringValue == "not" ? nil : try value()) {
      case ("eq", let value?): conditions.append(try equality(key, value))
      case ("in", .list(let values)): conditions.append(try equality(key, .list(values)))
      case ("gt", let value?): range.lower = .excluding(try ordered(key, value))
      case ("gte", let value?): range.lower = .including(try ordered(key, value))
      case ("lt", let value?): range.upper = .excluding(try ordered(key, value))
      case ("lte", let value?): range.upper = .including(try ordered(key, value))
      case ("exists", .bool(let wanted)): conditions.append(wanted ? .exists(key) : .not(.exists(key)))
      case ("like", .string(let pattern)): conditions.append(.like(key, pattern))
      case ("not", nil): conditions.append(.not(try condition(key, operators.superDecoder(forKey: name))))
      case ("in", _), ("exists", _), ("like", _):
        throw Failure.filter(key, "has a condition \(name.stringValue) of the wrong type")
      default: throw Failure.filter(key, "has a condition that does not exist")
      }
    }
    if range != FilterRange() { conditions.append(.range(key, range)) }
    return joined(conditions)
  }

  private static func equality(_ key: String, _ value: MetadataValue) throws -> Filter {
    guard case .list(let values) = value else { return .equals(key, value) }
    for case .list in values { throw Failure.filter(key, "is compared with a list of lists") }
    return .oneOf(key, values)
  }

  private static func ordered(_ key: String, _ value: MetadataValue) throws -> MetadataValue {
    switch value {
    case .number, .string: return value
    case .bool, .list: throw Failure.filter(key, "is compared with something that has no order")
    }
  }

  /// All of some conditions; a single one stays itself.
  static func joined(_ conditions: [Filter]) -> Filter { conditions.count == 1 ? conditions[0] : .all(conditions) }
}

/// A metadata key or an operator.
private struct FilterName: CodingKey, Comparable {
  let stringValue: String
  var intValue: Int? { nil }

  init(_ name: String) { stringValue = name }
  init?(stringValue: String) { self.init(stringValue) }
  init?(intValue: Int) { nil }

  static func < (a: FilterName, b: FilterName) -> Bool { a.stringValue < b.stringValue }
}

extension Failure {
  static func filter(_ subject: String, _ problem: String) -> Failure {
    Failure(
      "search.filter", subject, problem,
      remedy: #"write filters as {"year": {"gte": 2020}, "tag": {"in": ["a", "b"]}}; the conditions are "#
        + "eq, in, gt, gte, lt, lte, exists, like and not",
      verdict: .stop(.usage))
  }
}
