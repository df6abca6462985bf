import Glibc

/// Reads JSON (RFC 8259) where it stands and hands over its leaves, without building a tree.
///
/// It is strict about structure and lenient about what strings hold: invalid UTF-8 and lone surrogates become U+FFFD,
/// control characters are dropped, as everywhere else.
struct JSONReader {
  /// A leaf of a value. A number is kept as it was written: an identifier of 20 digits is none the worse for it.
  enum Leaf: Equatable {
    case string(String)
    case number(String)
    case bool(Bool)
    case null

    /// A string or a number as it was written.
    var text: String? {
      switch self {
      case .string(let text), .number(let text): text
      case .bool, .null: nil
      }
    }
  }

  enum Fault: Error, Equatable {
    case malformed
    /// The value goes on beyond the bytes.
    case cutOff
    case tooDeep
  }

  /// Called with the keys that lead to a leaf, joined by dots, and whether it is an element of an array.
  typealias Visitor = (_ path: String, _ isElement: Bool, Leaf) -> Void

  private let bytes: UnsafeBufferPointer<UInt8>
  private(set) var position: Int

  /// - Parameter position: where to begin.
  init(_ bytes: UnsafeBufferPointer<UInt8>, from position: Int = 0) {
    self.bytes = bytes
    self.position = position
  }

  /// The next byte that is not white space, without taking it.
  mutating func peek() -> UInt8? {
    while position < bytes.count, bytes[position] <= 0x20 { position += 1 }
    return position < bytes.count ? bytes[position] : nil
  }

  /// Takes the next byte that is not white space if it is the one asked for.
  mutating func take(_ byte: Unicode.Scalar) -> Bool {
    guard peek() == UInt8(ascii: byte) else { return false }
    position += 1
    return true
  }

  /// Reads one value.
  /// - Throws: ``Fault``; leaves before the fault were handed over.
  mutating func value(_ visit: Visitor) throws(Fault) { try value("", false, depth: 0, visit) }

  private static let maxDepth = 256

  private mutating func value(_ path: String, _ isElement: Bool, depth: Int, _ visit: Visitor) throws(Fault) {
    guard depth <= Self.maxDepth else { throw .tooDeep }
    switch peek() {
    case UInt8(ascii: "{"): try object(path, depth: depth, visit)
    case UInt8(ascii: "["): try array(path, depth: depth, visit)
    case UInt8(ascii: "\""):
      position += 1
      visit(path, isElement, .string(try string()))
    case UInt8(ascii: "t"): visit(path, isElement, try literal("true", .bool(true)))
    case UInt8(ascii: "f"): visit(path, isElement, try literal("false", .bool(false)))
    case UInt8(ascii: "n"): visit(path, isElement, try literal("null", .null))
    case nil: throw .cutOff
    default: visit(path, isElement, .number(try number()))
    }
  }

  private mutating func object(_ path: String, depth: Int, _ visit: Visitor) throws(Fault) {
    position += 1
    if take("}") { return }
    repeat {
      guard take("\"") else { throw fault }
      let key = try string()
      guard take(":") else { throw fault }
      try value(path.isEmpty ? key : "\(path).\(key)", false, depth: depth + 1, visit)
    } while take(",")
    guard take("}") else { throw fault }
  }

  private mutating func array(_ path: String, depth: Int, _ visit: Visitor) throws(Fault) {
    position += 1
    if take("]") { return }
    repeat { try value(path, true, depth: depth + 1, visit) } while take(",")
    guard take("]") else { throw fault }
  }

  /// What to blame when the expected byte is not there.
  private var fault: Fault { position < bytes.count ? .malformed : .cutOff }

  private mutating func literal(_ text: StaticString, _ leaf: Leaf) throws(Fault) -> Leaf {
    let length = text.utf8CodeUnitCount
    guard position + length <= bytes.count else { throw .cutOff }
    guard UnsafeBufferPointer(rebasing: bytes[position..<position + length]).equals(text) else { throw .malformed }
    position += length
    return leaf
  }

  private mutating func number() throws(Fault) -> String {
    let start = position
    func digits(_ position: inout Int) -> Int {
      let first = position
      while position < bytes.count, bytes[position] &- 0x30 < 10 { position += 1 }
      return position - first
    }
    if bytes[position] == UInt8(ascii: "-") { position += 1 }
    let whole = digits(&position)
    guard whole > 0, whole == 1 || bytes[position - whole] != UInt8(ascii: "0") else { throw fault }
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      position += 1
      guard digits(&position) > 0 else { throw fault }
    }
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      if position < bytes.count, bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-") {
        position += 1
      }
      guard digits(&position) > 0 else { throw fault }
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  /// Reads the rest of a string whose opening quote was taken.
  private mutating func string() throws(Fault) -> String {
    let start = position
    var isClean = true
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        let text = UnsafeBufferPointer(rebasing: bytes[start..<position])
        position += 1
        return isClean ? String(decoding: text, as: UTF8.self) : Self.cleaned(UnsafeRawBufferPointer(text))
      }
      if byte == UInt8(ascii: "\\") { return try escapedString(from: start) }
      // Among what begins with these two bytes are the C1 controls and the byte order mark.
      if byte < 0x20 || byte == 0x7F || byte == 0xC2 || byte == 0xEF { isClean = false }
      position += 1
    }
    throw .cutOff
  }

  private mutating func escapedString(from start: Int) throws(Fault) -> String {
    var text = [UInt8](bytes[start..<position])
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: "\"") { return text.withUnsafeBytes { Self.cleaned($0) } }
      if byte == UInt8(ascii: "\\") {
        try escape(into: &text)
      } else {
        text.append(byte)
      }
    }
    throw .cutOff
  }

  private mutating func escape(into text: inout [UInt8]) throws(Fault) {
    guard position < bytes.count else { throw .cutOff }
    let letter = bytes[position]
    position += 1
    switch Unicode.Scalar(letter) {
    case "\"", "\\", "/": text.append(letter)
    case "n": text.append(0x0A)
    case "t": text.append(0x09)
    case "r": text.append(0x0D)
    case "f": text.append(0x0C)
    case "b": break
    case "u": text.append(contentsOf: Array(String(Character(try scalar())).utf8))
    default: throw .malformed
    }
  }

  /// Reads the digits of `\uXXXX`, and those of a second escape where the first is the first half of a pair.
  private mutating func scalar() throws(Fault) -> Unicode.Scalar {
    let first = try hexadecimal()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xDC00, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
      bytes[position + 1] == UInt8(ascii: "u")
    else { return "\u{FFFD}" }
    let back = position
    position += 2
    let second = try hexadecimal()
    if (0xDC00...0xDFFF).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    {
      return scalar
    }
    position = back
    return "\u{FFFD}"
  }

  private mutating func hexadecimal() throws(Fault) -> UInt32 {
    guard position + 4 <= bytes.count else { throw .cutOff }
    var value: UInt32 = 0
    for byte in bytes[position..<position + 4] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw .malformed }
      value = value << 4 | UInt32(digit)
    }
    position += 4
    return value
  }

  private static func cleaned(_ bytes: UnsafeRawBufferPointer) -> String {
    String(decoding: CleanText.utf8(bytes), as: UTF8.self)
  }
}

extension JSONReader {
  /// Steps over one value without looking closely: brackets are counted, strings skipped. Linear, and needs no memory.
  mutating func skip() throws(Fault) {
    var depth = 0
    var isInString = false
    _ = peek()
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if isInString {
        if byte == UInt8(ascii: "\\") { position += 1 } else if byte == UInt8(ascii: "\"") { isInString = false }
      } else {
        switch Unicode.Scalar(byte) {
        case "\"": isInString = true
        case "{", "[": depth += 1
        case "}", "]": depth -= 1
        case ",": if depth == 0 { return position -= 1 }
        default: continue
        }
        if depth < 0 { return position -= 1 }
      }
      if depth == 0, !isInString { return }
    }
    throw .cutOff
  }
}
