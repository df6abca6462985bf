import Corpus
import Foundation

/// Writes JSON straight into bytes, several times faster than an encoder makes it from values. What is written is valid
/// if every object and array that is begun is ended.
struct JSONWriter {
  private(set) var bytes: [UInt8] = []

  init(capacity: Int = 256) { bytes.reserveCapacity(capacity) }

  // MARK: structure

  mutating func object(_ body: (inout JSONWriter) throws -> Void) rethrows {
    separate()
    bytes.append(UInt8(ascii: "{"))
    try body(&self)
    bytes.append(UInt8(ascii: "}"))
  }

  mutating func array<Elements: Sequence>(
    _ elements: Elements, _ body: (inout JSONWriter, Elements.Element) throws -> Void
  ) rethrows {
    separate()
    bytes.append(UInt8(ascii: "["))
    for element in elements { try body(&self, element) }
    bytes.append(UInt8(ascii: "]"))
  }

  /// Begins a member; its value is written next.
  mutating func key(_ name: String) {
    string(name)
    bytes.append(UInt8(ascii: ":"))
  }

  /// A comma where one is due. After a value there always is a byte that no place for a value ends with.
  private mutating func separate() {
    switch bytes.last {
    case nil, UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ":"): break
    default: bytes.append(UInt8(ascii: ","))
    }
  }

  // MARK: values

  mutating func string(_ text: String) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { appendEscaped($0) }
    bytes.append(UInt8(ascii: "\""))
  }

  mutating func integer(_ number: Int) {
    separate()
    bytes.append(contentsOf: String(number).utf8)
  }

  /// The shortest decimals that stand for the number; without a fraction if it has none, null if it is no number.
  mutating func number(_ number: Double) {
    if number == number.rounded(), abs(number) < 0x1p53 { return integer(Int(number)) }
    separate()
    bytes.append(contentsOf: (number.isFinite ? number.description : "null").utf8)
  }

  mutating func bool(_ value: Bool) {
    separate()
    bytes.append(contentsOf: (value ? "true" : "false").utf8)
  }

  mutating func null() {
    separate()
    bytes.append(contentsOf: "null".utf8)
  }

  mutating func value(_ value: MetadataValue) {
    switch value {
    case .string(let text): string(text)
    case .number(let value): number(value)
    case .bool(let value): bool(value)
    case .list(let values): array(values) { $0.value($1) }
    }
  }

  /// JSON that is written already.
  mutating func json(_ written: some Collection<UInt8>) {
    separate()
    bytes.append(contentsOf: written)
  }

  private mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>) {
    var start = 0
    for (index, byte) in text.enumerated() {
      guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7f else { continue }
      bytes.append(contentsOf: text[start..<index])
      start = index + 1
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(contentsOf: [UInt8(ascii: "\\"), byte])
      case UInt8(ascii: "\n"): bytes.append(contentsOf: #"\n"#.utf8)
      case UInt8(ascii: "\t"): bytes.append(contentsOf: #"\t"#.utf8)
      case UInt8(ascii: "\r"): bytes.append(contentsOf: #"\r"#.utf8)
      default: bytes.append(contentsOf: (#"\u00"# + [byte].hex).utf8)
      }
    }
    bytes.append(contentsOf: text[start...])
  }
}

/// Members of one line.
extension JSONWriter {
  mutating func member(_ name: String, _ text: String) {
    key(name)
    string(text)
  }

  mutating func member(_ name: String, _ number: Int) {
    key(name)
    integer(number)
  }

  mutating func member(_ name: String, _ number: Double) {
    key(name)
    self.number(number)
  }

  mutating func member(_ name: String, _ value: Bool) {
    key(name)
    bool(value)
  }

  mutating func member(_ name: String, _ texts: [String]) {
    key(name)
    array(texts) { $0.string($1) }
  }

  mutating func member(_ name: String, _ values: [String: MetadataValue]) {
    key(name)
    object { object in
      for (key, value) in values.sorted(by: { $0.key < $1.key }) {
        object.key(key)
        object.value(value)
      }
    }
  }
}
