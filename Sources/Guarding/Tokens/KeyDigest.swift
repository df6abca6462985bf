import Crypto

/// The SHA-256 of an API key.
struct KeyDigest: Hashable, Sendable {
  private let words: SIMD4<UInt64>

  init(_ digest: SHA256Digest) { words = digest.withUnsafeBytes { $0.loadUnaligned(as: SIMD4<UInt64>.self) } }

  /// Nil unless there are 32 bytes.
  init?(_ bytes: [UInt8]) {
    guard bytes.count == 32 else { return nil }
    words = bytes.withUnsafeBytes { $0.loadUnaligned(as: SIMD4<UInt64>.self) }
  }

  /// Looks at every bit, whatever the first ones say.
  func equalsInConstantTime(_ other: KeyDigest) -> Bool {
    let difference = words ^ other.words
    return difference[0] | difference[1] | difference[2] | difference[3] == 0
  }
}
