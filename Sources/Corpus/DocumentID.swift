/// The stable identity of a document: a digest of its pipeline, source and URI, never of its content.
package struct DocumentID: Hashable, Sendable, Comparable {
  /// The first 16 bytes of the digest, as two big-endian words.
  package let high: UInt64
  package let low: UInt64

  package init(high: UInt64, low: UInt64) { (self.high, self.low) = (high, low) }

  package init(pipeline: String, source: String, uri: String) {
    self.init(bytes: Digest(of: "\(pipeline)\u{0}\(source)\u{0}\(uri)").bytes.prefix(16))!
  }

  /// Reads an identity back from its 16 bytes; nil for any other number of bytes.
  package init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 16 else { return nil }
    let words = bytes.reduce(into: (high: UInt64(0), low: UInt64(0))) { words, byte in
      words.high = words.high << 8 | words.low >> 56
      words.low = words.low << 8 | UInt64(byte)
    }
    (high, low) = words
  }

  /// Reads the 32 hexadecimal digits that people see.
  package init?(hex: some StringProtocol) {
    guard let bytes = [UInt8](hex: hex) else { return nil }
    self.init(bytes: bytes)
  }

  package var bytes: [UInt8] {
    [high, low].flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - $0 * 8)) } }
  }

  package static func < (a: DocumentID, b: DocumentID) -> Bool { (a.high, a.low) < (b.high, b.low) }
}

extension DocumentID: CustomStringConvertible {
  package var description: String { bytes.hex }
}
