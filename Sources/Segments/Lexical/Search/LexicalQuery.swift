/// A query as typed: words, `"phrases"`, `+required` and `-excluded`, each by white space.
///
/// A chunk matches that has any of the words; all phrases and required words must be in it, none of the excluded.
struct LexicalQuery: Equatable {
  struct Clause: Equatable {
    enum Role { case wanted, required, excluded }
    var role: Role
    var text: String
    /// Whether its words have to stand together.
    var isPhrase: Bool
  }

  private(set) var clauses: [Clause] = []

  init(_ text: String) {
    var rest = text.unicodeScalars[...]
    while let start = rest.firstIndex(where: { !Self.isSpace($0) }) {
      rest = rest[start...]
      var role = Clause.Role.wanted
      if let sign = rest.first, sign == "+" || sign == "-" {
        role = sign == "+" ? .required : .excluded
        rest.removeFirst()
      }
      let isPhrase = rest.first.map(Self.isQuote) ?? false
      if isPhrase { rest.removeFirst() }
      let end = rest.firstIndex { isPhrase ? Self.isQuote($0) : Self.isSpace($0) || Self.isQuote($0) } ?? rest.endIndex
      let words = String(rest[..<end])
      rest = rest[end...]
      if isPhrase, !rest.isEmpty { rest.removeFirst() }
      clauses.append(Clause(role: isPhrase && role == .wanted ? .required : role, text: words, isPhrase: isPhrase))
    }
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII ? scalar == " " || (9...13).contains(scalar.value) : scalar.properties.isWhitespace
  }

  private static func isQuote(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\"", "“", "”", "„", "«", "»": true
    default: false
    }
  }
}
