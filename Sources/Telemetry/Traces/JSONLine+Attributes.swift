import Tracing

extension JSONLine {
  /// A value of any kind, as OTLP's `AnyValue`.
  mutating func append(_ attribute: SpanAttribute) {
    switch attribute {
    case .int32(let value): object { $0.member(value) }
    case .int64(let value): object { $0.member(value) }
    case .double(let value): object { $0.member(value) }
    case .bool(let value): object { $0.member(value) }
    case .string(let value): object { $0.member(value) }
    case .stringConvertible(let value): object { $0.member(value) }
    case .int32Array(let values): list(values)
    case .int64Array(let values): list(values)
    case .doubleArray(let values): list(values)
    case .boolArray(let values): list(values)
    case .stringArray(let values): list(values)
    case .stringConvertibleArray(let values): list(values)
    // The enumeration asks not to be switched over in full: it may grow.
    default: object { _ in }
    }
  }

  private mutating func list(_ values: [any CustomStringConvertible]) {
    object { line in
      line.key("arrayValue")
      line.object { line in
        line.list("values") { line in
          for value in values { line.object { $0.member(value) } }
        }
      }
    }
  }

  /// The one key of a value. Its type is asked for, not its case: a list of `Int` comes as one of anything.
  private mutating func member(_ value: any CustomStringConvertible) {
    switch value {
    // Text of any length would be sent; a collector keeps no more than this.
    case let text as String: field("stringValue", String(String.UnicodeScalarView(text.unicodeScalars.prefix(4096))))
    case let number as any BinaryInteger: field("intValue", "\(number)")
    case let value as Double: number("doubleValue", value)
    case let bool as Bool:
      key("boolValue")
      literal("\(bool)")
    default: member("\(value)" as String)
    }
  }

  /// What JSON has no number for is a string, as Protocol Buffers want it.
  mutating func number(_ name: String, _ value: Double) {
    if value.isFinite {
      key(name)
      literal("\(value)")
    } else {
      field(name, value.isNaN ? "NaN" : value > 0 ? "Infinity" : "-Infinity")
    }
  }
}
