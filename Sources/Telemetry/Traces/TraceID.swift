/// Names a trace: 128 random bits, never all zero.
package struct TraceID: Hashable, Sendable, CustomStringConvertible {
  package let high: UInt64
  package let low: UInt64

  static func random() -> TraceID { TraceID(high: .random(in: .min ... .max), low: .random(in: 1 ... .max)) }

  /// 32 small hexadecimal digits.
  package var description: String { high.hexadecimal + low.hexadecimal }

  /// Whether a trace belongs to a share of them; the same everywhere, for ids are random.
  func isAmong(_ share: Double) -> Bool { Double(low >> 11) < share * 0x1p53 }
}

/// Names a span of a trace: 64 random bits, never all zero.
package struct SpanID: Hashable, Sendable, CustomStringConvertible {
  package let bits: UInt64

  static func random() -> SpanID { SpanID(bits: .random(in: 1 ... .max)) }

  /// 16 small hexadecimal digits.
  package var description: String { bits.hexadecimal }
}

extension UInt64 {
  fileprivate var hexadecimal: String {
    let digits = String(self, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// Reads small hexadecimal digits, as many as there are.
  init?(hexadecimal digits: Substring.UTF8View) {
    var value: UInt64 = 0
    for digit in digits {
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt64(digit - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt64(digit - UInt8(ascii: "a") + 10)
      default: return nil
      }
    }
    self = value
  }
}
