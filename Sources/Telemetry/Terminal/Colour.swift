import Glibc

/// The few colours that a terminal is given.
package enum Colour: String, Sendable {
  case dim = "2"
  case red = "31"
  case yellow = "33"

  /// The text between the colour's sequence and the one that ends it.
  package func callAsFunction(_ text: String) -> String { "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" }

  /// Whether colours are wanted: a terminal, not a dumb one, and nobody said no (https://no-color.org).
  package static func wanted(on descriptor: Int32, environment: [String: String]) -> Bool {
    isatty(descriptor) == 1 && allowed(by: environment)
  }

  package static func allowed(by environment: [String: String]) -> Bool {
    (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
  }
}
