import Corpus
import Foundation
import Retrieval
import Segments

/// The body of `POST /api/v1/search`, as it was sent.
struct SearchBody: Sendable {
  var query: String
  var strategy: Strategy?
  var maxResults: Int?
  var filter: Filter?
  var similarityThreshold: Float?
  var pipeline: String?
  var generation: Int?
  var chunks = false
  var explain = false
  var stream = false

  /// Conditions in `filters`, those of lists included.
  static let mostConditions = 32
  /// Values in one condition.
  static let mostValues = 256

  enum Field: String, CodingKey, CaseIterable {
    case query, strategy, maxResults = "max_results", filters, similarityThreshold = "similarity_threshold", pipeline
    case generation, chunks, explain, stream
  }

  /// - Throws: ``APIError`` `INVALID_REQUEST` that names the field.
  init(json: Data) throws {
    do {
      self = try JSONDecoder().decode(SearchBody.self, from: json)
    } catch let error as APIError {
      throw error
    } catch let failure as Failure {
      throw APIError(failure)
    } catch {
      throw APIError(.invalidRequest, "the body is not JSON (send an object such as {\"query\": \"…\"})")
    }
  }
}

extension SearchBody: Decodable {
  init(from decoder: any Decoder) throws {
    guard let names = try? decoder.container(keyedBy: AnyName.self) else {
      throw APIError(.invalidRequest, "the body is not an object (send one such as {\"query\": \"…\"})")
    }
    let known = Field.allCases.map(\.rawValue)
    if let odd = names.allKeys.map(\.stringValue).sorted().first(where: { !known.contains($0) }) {
      throw APIError.unknown("field", odd, among: known)
    }
    let fields = SearchFields(object: try decoder.container(keyedBy: Field.self))
    guard let query = try fields.value(.query, String.self, "a string") else {
      throw APIError.invalid("query", "is missing", "say what to search for")
    }
    self.query = query
    strategy = try fields.value(.strategy, String.self, "a string").map { try Strategy(asked: $0) }
    maxResults = try fields.value(.maxResults, Int.self, "a whole number")
    filter = try fields.filter()
    // As a Float it would not be read at all where it is too small for one.
    similarityThreshold = try fields.value(.similarityThreshold, Double.self, "a number from -1 to 1").map { Float($0) }
    pipeline = try fields.value(.pipeline, String.self, "a string")
    generation = try fields.value(.generation, Int.self, "a whole number")
    chunks = try fields.value(.chunks, Bool.self, "true or false") ?? false
    explain = try fields.value(.explain, Bool.self, "true or false") ?? false
    stream = try fields.value(.stream, Bool.self, "true or false") ?? false
  }
}

/// The members of a request's object, each told by name when it is of the wrong type. Null stands for absent.
private struct SearchFields {
  let object: KeyedDecodingContainer<SearchBody.Field>

  func value<Value: Decodable>(_ field: SearchBody.Field, _ type: Value.Type, _ expected: String) throws -> Value? {
    do {
      return try object.decodeIfPresent(type, forKey: field)
    } catch let failure as Failure {
      throw failure
    } catch {
      // Not always a DecodingError: 2.5 for a whole number ends in an error of Foundation's own.
      throw APIError.invalid(field.rawValue, "must be \(expected)")
    }
  }

  func filter() throws -> Filter? {
    guard let filter = try value(.filters, Filter.self, "an object of conditions") else { return nil }
    guard filter.conditionCount <= SearchBody.mostConditions else {
      throw APIError.invalid("filters", "has more than \(SearchBody.mostConditions) conditions")
    }
    guard filter.mostValues <= SearchBody.mostValues else {
      throw APIError.invalid("filters", "has a list of more than \(SearchBody.mostValues) values")
    }
    return filter == .all([]) ? nil : filter
  }
}

extension Strategy {
  /// - Throws: ``APIError`` for a name that no strategy has.
  init(asked name: String) throws {
    guard let strategy = Strategy(rawValue: name) else {
      throw APIError.unknown("strategy", name, among: Strategy.allCases.map(\.rawValue))
    }
    self = strategy
  }
}

extension APIError {
  /// A word that is none of those allowed. The word comes from outside: it is told only as far as it is short.
  static func unknown(_ subject: String, _ word: String, among words: [String]) -> APIError {
    let shown = word.count <= 64 ? word : word.prefix(63) + "…"
    let remedy = Spelling.nearest(to: word, among: words).map { "did you mean \"\($0)\"?" }
    return APIError(
      .invalidRequest,
      "unknown \(subject) \"\(shown)\" (\(remedy ?? "there are " + words.joined(separator: ", ")))",
      details: [subject: .string(shown)])
  }
}

extension Filter {
  /// Comparisons, however they are joined.
  fileprivate var conditionCount: Int {
    switch self {
    case .all(let filters), .any(let filters): filters.reduce(0) { $0 + $1.conditionCount }
    case .not(let filter): filter.conditionCount
    default: 1
    }
  }

  /// The length of the longest list of values.
  fileprivate var mostValues: Int {
    switch self {
    case .all(let filters), .any(let filters): filters.map(\.mostValues).max() ?? 0
    case .not(let filter): filter.mostValues
    case .oneOf(_, let values): values.count
    default: 1
    }
  }
}

private struct AnyName: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }
  init?(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}
