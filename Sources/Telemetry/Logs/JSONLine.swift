import Logging

/// Writes a JSON value on one line, keys in order of the alphabet where they come from a dictionary.
struct JSONLine {
  private(set) var text = ""
  /// Whether a value stands before the next one in the innermost object or list.
  private var needsComma = false

  init() { text.reserveCapacity(256) }

  mutating func begin(_ bracket: Character) {
    separate()
    text.append(bracket)
    needsComma = false
  }

  mutating func end(_ bracket: Character) {
    text.append(bracket)
    needsComma = true
  }

  mutating func key(_ name: String) {
    separate()
    quote(name)
    text.append(":")
    needsComma = false
  }

  mutating func field(_ name: String, _ value: String) {
    key(name)
    string(value)
  }

  mutating func string(_ value: String) {
    separate()
    quote(value)
    needsComma = true
  }

  /// Numbers and booleans stay what they are, everything else that describes itself is a string.
  mutating func append(_ value: Logger.MetadataValue) {
    switch value {
    case .string(let string): self.string(string)
    case .stringConvertible(let number as any BinaryInteger): literal("\(number)")
    case .stringConvertible(let number as Double) where number.isFinite: literal("\(number)")
    case .stringConvertible(let bool as Bool): literal("\(bool)")
    case .stringConvertible(let other): string("\(other)")
    case .array(let values):
      begin("[")
      for value in values { append(value) }
      end("]")
    case .dictionary(let fields):
      begin("{")
      for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
        key(name)
        append(value)
      }
      end("}")
    }
  }

  private mutating func literal(_ literal: String) {
    separate()
    text += literal
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { text.append(",") }
  }

  private mutating func quote(_ value: String) {
    text.append("\"")
    if value.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
      text += value
    } else {
      for scalar in value.unicodeScalars { escape(scalar) }
    }
    text.append("\"")
  }

  private mutating func escape(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\"": text += "\\\""
    case "\\": text += "\\\\"
    case "\n": text += "\\n"
    case "\t": text += "\\t"
    case _ where scalar.steersTerminal || scalar.breaksLine:
      // All of these lie below U+FFFF: four digits are enough.
      let digits = String(scalar.value, radix: 16)
      text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: text.unicodeScalars.append(scalar)
    }
  }
}
