/// How a part's bytes are written into the message (RFC 2045, section 6).
enum TransferEncoding {
  case identity, quotedPrintable, base64

  init(_ name: String?) {
    switch name?.lowercased() {
    case "quoted-printable": self = .quotedPrintable
    case "base64": self = .base64
    default: self = .identity
    }
  }

  /// The bytes that were meant. Lenient, as readers of mail must be: what fits no rule is kept or passed over.
  func decode(_ bytes: some Collection<UInt8>) -> [UInt8] {
    switch self {
    case .identity: Array(bytes)
    case .quotedPrintable: Self.decodeQuotedPrintable(Array(bytes))
    case .base64: Self.decodeBase64(bytes)
    }
  }

  private static func decodeQuotedPrintable(_ bytes: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "=") else {
        output.append(bytes[index])
        index += 1
        continue
      }
      var next = index + 1
      if next + 1 < bytes.count, let high = hexadecimal(bytes[next]), let low = hexadecimal(bytes[next + 1]) {
        output.append(high << 4 | low)
        index = next + 2
        continue
      }
      // A soft line break, perhaps with white space that some server added.
      while next < bytes.count, bytes[next] == 0x20 || bytes[next] == 0x09 || bytes[next] == 0x0D { next += 1 }
      if next >= bytes.count || bytes[next] == 0x0A {
        index = next + 1
      } else {
        output.append(bytes[index])
        index += 1
      }
    }
    return output
  }

  private static func hexadecimal(_ byte: UInt8) -> UInt8? {
    Character(Unicode.Scalar(byte)).hexDigitValue.map(UInt8.init)
  }

  private static func decodeBase64(_ bytes: some Collection<UInt8>) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count / 4 * 3)
    var bits: UInt32 = 0
    var count = 0
    for byte in bytes {
      guard let digit = digits[Int(byte)] else { continue }
      bits = bits << 6 | UInt32(digit)
      count += 1
      if count == 4 {
        output.append(contentsOf: [
          UInt8(truncatingIfNeeded: bits >> 16), UInt8(truncatingIfNeeded: bits >> 8), UInt8(truncatingIfNeeded: bits),
        ])
        count = 0
      }
    }
    // What is left over: 12 bits are one byte, 18 bits are two.
    if count == 2 { output.append(UInt8(truncatingIfNeeded: bits >> 4)) }
    if count == 3 { output += [UInt8(truncatingIfNeeded: bits >> 10), UInt8(truncatingIfNeeded: bits >> 2)] }
    return output
  }

  private static let digits: [UInt8?] = {
    var digits = [UInt8?](repeating: nil, count: 256)
    for (value, letter) in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8.enumerated() {
      digits[Int(letter)] = UInt8(value)
    }
    return digits
  }()
}
