/// Writes a JSON value on one line that steers no terminal.
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

  mutating func object(_ members: (inout JSONLine) -> Void) {
    begin("{")
    members(&self)
    end("}")
  }

  mutating func list(_ name: String, _ items: (inout JSONLine) -> Void) {
    key(name)
    begin("[")
    items(&self)
    end("]")
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

  /// A value that JSON writes without quotes: a number, or a truth.
  mutating func literal(_ literal: String) {
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
