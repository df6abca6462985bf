import Corpus

/// Why a value does not fit a parameter or a column.
package enum ValueError: Error {
  case type(any PostgresValue.Type, PostgresType)
  case range(PostgresType)
  case length(PostgresType)
  case null
  case zeroCharacter

  /// - Parameter place: `parameter $2`, `column "uri"`.
  func failure(of place: String) -> Failure {
    switch self {
    case .type(let swift, let type): mistake(place, "is \(type), which is no \(swift)")
    case .range(let type): mistake(place, "holds a number that does not fit \(type)")
    case .length(let type): mistake(place, "has the wrong number of bytes for \(type)")
    case .null: mistake(place, "is NULL")
    case .zeroCharacter:
      Failure(
        "store.text", place, "PostgreSQL cannot store a text with the character U+0000",
        remedy: "remove that character from the document")
    }
  }

  private func mistake(_ place: String, _ problem: String) -> Failure {
    Failure("store.value", place, problem, remedy: "report this as a fault of quern", verdict: .stop(.unexpected))
  }
}
