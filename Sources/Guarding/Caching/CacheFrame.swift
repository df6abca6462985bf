import Corpus
import Crypto

/// The bytes of a value in Redis: `Q`, `C`, the frame's version, the value's, its length (32 bits, little-endian),
/// the first 16 bytes of the SHA-256 of all of that, the key and the value; then the value.
///
/// Whatever is not exactly that, for exactly this key, is no value: cut short, overwritten, moved, or somebody else's.
package enum CacheFrame {
  private static let start: [UInt8] = [UInt8(ascii: "Q"), UInt8(ascii: "C"), 1]
  package static let overhead = 24

  package static func wrap(_ payload: [UInt8], version: UInt8, key: CacheKey) -> [UInt8] {
    let head = head(version, count: payload.count)
    return head + check(head, key, payload[...]) + payload
  }

  /// The value; nil for anything else.
  package static func unwrap(_ bytes: [UInt8], version: UInt8, key: CacheKey) -> [UInt8]? {
    guard bytes.count >= overhead else { return nil }
    let payload = bytes[overhead...]
    let head = head(version, count: payload.count)
    let isWhole = bytes[..<8].elementsEqual(head) && bytes[8..<overhead].elementsEqual(check(head, key, payload))
    return isWhole ? Array(payload) : nil
  }

  private static func head(_ version: UInt8, count: Int) -> [UInt8] {
    start + [version] + (0..<4).map { UInt8(truncatingIfNeeded: count >> ($0 * 8)) }
  }

  private static func check(_ head: [UInt8], _ key: CacheKey, _ payload: ArraySlice<UInt8>) -> [UInt8] {
    var hash = SHA256()
    hash.update(data: head)
    hash.update(data: key.digest.bytes)
    payload.withUnsafeBytes { hash.update(bufferPointer: $0) }
    return Array(hash.finalize().prefix(16))
  }
}
