package import Corpus
import Crypto

/// What an answer depends on, as one hash: who names all of it can never be given a stale or a foreign answer.
package struct CacheKey: Hashable, Sendable {
  package let digest: Corpus.Digest
  /// Some of the digest's bits, for tables.
  let bits: UInt64

  /// - Parameter parts: names and values, in an order of their own: `["pipeline": "manual", "revision": "7"]`. Each is
  ///   hashed behind its length, so that no two lists run into each other.
  package init(_ parts: KeyValuePairs<String, String>) {
    var hash = SHA256()
    var bytes: [UInt8] = []
    for part in parts {
      for text in [part.key, part.value] {
        withUnsafeBytes(of: UInt64(text.utf8.count).littleEndian) { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: text.utf8)
      }
    }
    hash.update(data: bytes)
    let digest = hash.finalize()
    self.digest = Corpus.Digest(digest)
    bits = digest.withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) }
  }

  package static func == (a: CacheKey, b: CacheKey) -> Bool { a.digest == b.digest }
  package func hash(into hasher: inout Hasher) { hasher.combine(bits) }
}
