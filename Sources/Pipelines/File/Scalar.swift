/// A single value as it was typed: what YAML makes of it is decided here, by YAML 1.2's core schema, where `no` is a word.
struct Scalar: Sendable, Equatable {
  var text: String
  /// Written in quotes or as a block, so it is text whatever it looks like.
  var isQuoted: Bool

  enum Kind: Sendable { case null, bool, number, text }

  var kind: Kind {
    guard !isQuoted else { return .text }
    switch text {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE", "false", "False", "FALSE": return .bool
    default: return Self.number(text) == nil ? .text : .number
    }
  }

  /// Reads a decimal number; nil for hexadecimal, infinite and other texts.
  static func number(_ text: String) -> Double? {
    guard text.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }), let number = Double(text), number.isFinite
    else {
      return nil
    }
    return number
  }
}
