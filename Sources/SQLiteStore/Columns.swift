package import Corpus
import Foundation
package import GRDB
import Indexing

extension Digest: DatabaseValueConvertible {
  package var databaseValue: DatabaseValue { Data(bytes).databaseValue }

  package static func fromDatabaseValue(_ value: DatabaseValue) -> Digest? {
    Data.fromDatabaseValue(value).flatMap { Digest(bytes: $0) }
  }
}

extension Fingerprint: DatabaseValueConvertible {
  package var databaseValue: DatabaseValue { digest.databaseValue }

  package static func fromDatabaseValue(_ value: DatabaseValue) -> Fingerprint? {
    Digest.fromDatabaseValue(value).map { Fingerprint($0) }
  }
}

extension DocumentID: DatabaseValueConvertible {
  package var databaseValue: DatabaseValue { Data(bytes).databaseValue }

  package static func fromDatabaseValue(_ value: DatabaseValue) -> DocumentID? {
    Data.fromDatabaseValue(value).flatMap { DocumentID(bytes: $0) }
  }
}

/// Columns that hold JSON.
enum JSONColumn {
  static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  static func value<T: Decodable>(_ text: String, as type: T.Type = T.self) throws -> T {
    try JSONDecoder().decode(T.self, from: Data(text.utf8))
  }
}

/// Columns that hold numbers in a row, little-endian.
enum PackedColumn {
  static func floats(_ vector: [Float]) -> Data { vector.withUnsafeBytes { Data($0) } }

  static func floats(_ data: Data) -> [Float] {
    [Float](unsafeUninitializedCapacity: data.count / 4) { buffer, count in
      count = data.copyBytes(to: buffer) / 4
    }
  }

  /// Two bytes an id where all of them fit (every WordPiece vocabulary does), else four.
  static func tokens(_ ids: [Int32]) -> Data {
    if ids.allSatisfy({ 0...0xFFFF ~= $0 }) {
      return ids.map { UInt16($0) }.withUnsafeBytes { Data($0) }
    }
    return ids.withUnsafeBytes { Data($0) }
  }

  /// - Parameter count: how many ids there are; it tells their width.
  static func tokens(_ data: Data, count: Int) -> [Int32] {
    guard data.count == count * 2 else {
      return [Int32](unsafeUninitializedCapacity: data.count / 4) { buffer, initialised in
        initialised = data.copyBytes(to: buffer) / 4
      }
    }
    return [UInt16](unsafeUninitializedCapacity: count) { buffer, initialised in
      initialised = data.copyBytes(to: buffer) / 2
    }.map { Int32($0) }
  }
}
