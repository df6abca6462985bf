/// Something that a cache can keep: in memory as it is, in Redis as bytes.
package protocol CacheValue: Sendable {
  /// Bytes that it takes in memory, about.
  var cost: Int { get }
  /// What ``init(cacheBytes:)`` reads back.
  var cacheBytes: [UInt8] { get }
  /// Nil for bytes that are not such a value.
  init?(cacheBytes: [UInt8])
  /// Raised when the form of the bytes changes, so that servers of both versions can share a Redis.
  static var cacheVersion: UInt8 { get }
}

/// A vector; as bytes, little-endian floats.
extension [Float]: CacheValue {
  package var cost: Int { count * 4 }

  package var cacheBytes: [UInt8] {
    flatMap { number in Swift.withUnsafeBytes(of: number.bitPattern.littleEndian, Array<UInt8>.init) }
  }

  package init?(cacheBytes: [UInt8]) {
    guard cacheBytes.count.isMultiple(of: 4) else { return nil }
    self = cacheBytes.withUnsafeBytes { bytes in
      stride(from: 0, to: bytes.count, by: 4).map { place in
        Float(bitPattern: UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self)))
      }
    }
    guard allSatisfy(\.isFinite) else { return nil }
  }

  package static var cacheVersion: UInt8 { 1 }
}
