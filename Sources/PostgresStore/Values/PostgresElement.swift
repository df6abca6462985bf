package import Corpus
package import Foundation

/// What an array to PostgreSQL may hold: values, or bytes, whose array is no array but a `bytea`.
package protocol PostgresElement: Sendable {
  static func write(_ array: [Self], as type: PostgresType, to bytes: inout [UInt8]) throws(ValueError)
  static func array(_ bytes: UnsafeRawBufferPointer, as type: PostgresType) throws(ValueError) -> [Self]
}

extension Array: PostgresValue where Element: PostgresElement {
  package func write(as type: PostgresType, to bytes: inout [UInt8]) throws(ValueError) {
    try Element.write(self, as: type, to: &bytes)
  }

  package init(_ bytes: UnsafeRawBufferPointer, as type: PostgresType) throws(ValueError) {
    self = try Element.array(bytes, as: type)
  }
}

extension UInt8: PostgresElement {
  package static func write(_ array: [UInt8], as type: PostgresType, to bytes: inout [UInt8]) throws(ValueError) {
    guard type.holdsBytes else { throw .type([UInt8].self, type) }
    bytes.append(contentsOf: array)
  }

  package static func array(_ bytes: UnsafeRawBufferPointer, as type: PostgresType) throws(ValueError) -> [UInt8] {
    guard type.holdsBytes else { throw .type([UInt8].self, type) }
    return [UInt8](bytes)
  }
}

/// One-dimensional arrays without NULL. Five integers of 32 bits (dimensions, whether there are NULLs, the elements'
/// type, their number, the first one's index), then each element with its length; an empty array ends after three.
extension PostgresElement where Self: PostgresValue {
  package static func write(_ array: [Self], as type: PostgresType, to bytes: inout [UInt8]) throws(ValueError) {
    guard let element = type.element else { throw .type([Self].self, type) }
    bytes.append(bigEndian: Int32(array.isEmpty ? 0 : 1))
    bytes.append(bigEndian: Int32(0))
    bytes.append(bigEndian: element.rawValue)
    guard !array.isEmpty else { return }
    bytes.append(bigEndian: Int32(truncatingIfNeeded: array.count))
    bytes.append(bigEndian: Int32(1))
    for value in array { try bytes.append(value, as: element) }
  }

  package static func array(_ bytes: UnsafeRawBufferPointer, as type: PostgresType) throws(ValueError) -> [Self] {
    guard let element = type.element else { throw .type([Self].self, type) }
    guard bytes.count >= 12 else { throw .length(type) }
    let dimensions = bytes.bigEndian(Int32.self)
    guard dimensions > 0 else { return [] }
    guard dimensions == 1, bytes.count >= 20 else { throw .length(type) }
    var values: [Self] = []
    var offset = 20
    for _ in 0..<bytes.bigEndian(Int32.self, at: 12) {
      guard bytes.count - offset >= 4 else { throw .length(type) }
      let length = Int(bytes.bigEndian(Int32.self, at: offset))
      offset += 4
      guard length >= 0 else { throw .null }
      guard bytes.count - offset >= length else { throw .length(type) }
      values.append(try Self(UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + length)]), as: element))
      offset += length
    }
    return values
  }
}

extension Bool: PostgresElement {}
extension Int: PostgresElement {}
extension Int32: PostgresElement {}
extension Int64: PostgresElement {}
extension Double: PostgresElement {}
extension String: PostgresElement {}
extension Data: PostgresElement {}
extension Digest: PostgresElement {}
extension Fingerprint: PostgresElement {}
extension DocumentID: PostgresElement {}
extension Array: PostgresElement where Element == UInt8 {}
