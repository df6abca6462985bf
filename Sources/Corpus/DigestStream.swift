import Crypto

/// Hashes what comes piece by piece.
package struct DigestStream {
  private var hash = SHA256()

  package init() {}

  package mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { hash.update(bufferPointer: UnsafeRawBufferPointer($0)) }
  }

  package mutating func add(_ bytes: UnsafeRawBufferPointer) { hash.update(bufferPointer: bytes) }

  /// Of everything so far.
  package var digest: Digest { Digest(hash.finalize()) }
}
