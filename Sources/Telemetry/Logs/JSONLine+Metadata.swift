import Logging

extension JSONLine {
  /// Numbers and booleans stay what they are, everything else that describes itself is a string; keys are in order of
  /// the alphabet.
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
}
