extension Reading {
  /// A scalar's text with its variables expanded; `isExpanded` if there were any.
  mutating func text(of scalar: Scalar, at place: Place) -> (text: String, isExpanded: Bool)? {
    guard scalar.text.contains("$") else { return (scalar.text, false) }
    do throws(Interpolation.Flaw) {
      return (try Interpolation(environment: environment).expand(scalar.text), true)
    } catch {
      switch error {
      case .unset(let name):
        note(
          .unsetVariable, at: place, "the variable \(name) is not set",
          hint: "set it, or give a default: ${\(name):-value}")
      case .demanded(let name, let message):
        note(
          .unsetVariable, at: place, "the variable \(name) is not set",
          hint: message.isEmpty ? "set it" : message.onOneLine(atMost: 200))
      case .malformed:
        note(
          .badVariable, at: place, "\(subject) has a ${ that is not a variable",
          hint: "write ${NAME}, ${NAME:-default} or ${NAME:?message}, and $$ for a dollar")
      }
      return nil
    }
  }
}
