package import Crypto

/// A SHA-256 digest: the address of some bytes.
package struct Digest: Hashable, Sendable, Comparable {
  /// The digest as four big-endian words; comparing them compares the bytes.
  private let words: (UInt64, UInt64, UInt64, UInt64)

  /// Hashes raw bytes.
  package init(of bytes: UnsafeRawBufferPointer) {
    self.init(SHA256.hash(data: bytes))
  }

  /// Hashes a context and, after a line break, raw bytes; without a context the bytes alone.
  package init(of bytes: UnsafeRawBufferPointer, after context: String) {
    var hash = SHA256()
    if !context.isEmpty { hash.update(data: Array((context + "\n").utf8)) }
    hash.update(bufferPointer: bytes)
    self.init(hash.finalize())
  }

  /// Hashes the UTF-8 bytes of a text.
  package init(of text: some StringProtocol) {
    var text = String(text)
    self = text.withUTF8 { Digest(of: UnsafeRawBufferPointer($0)) }
  }

  /// Takes over a digest that was computed piece by piece.
  package init(_ digest: SHA256.Digest) {
    self = digest.withUnsafeBytes { Digest(unchecked: $0) }
  }

  /// Reads a digest back from its 32 bytes; nil for any other number of bytes.
  package init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 32 else { return nil }
    self = Array(bytes).withUnsafeBytes { Digest(unchecked: $0) }
  }

  private init(unchecked bytes: UnsafeRawBufferPointer) {
    func word(_ index: Int) -> UInt64 {
      UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self))
    }
    words = (word(0), word(1), word(2), word(3))
  }

  /// The 32 bytes, most significant first.
  package var bytes: [UInt8] {
    [words.0, words.1, words.2, words.3].flatMap { word in
      (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - $0 * 8)) }
    }
  }

  /// 64 lower-case hexadecimal digits.
  package var hex: String { bytes.hex }

  package static func == (a: Digest, b: Digest) -> Bool { a.words == b.words }
  package static func < (a: Digest, b: Digest) -> Bool { a.words < b.words }
  package func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
}

extension Digest: CustomStringConvertible {
  package var description: String { hex }
}
