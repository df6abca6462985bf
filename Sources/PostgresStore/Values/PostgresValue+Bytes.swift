package import Corpus
package import Foundation

extension Data: PostgresValue {
  package func write(as type: PostgresType, to bytes: inout [UInt8]) throws(ValueError) {
    guard type.holdsBytes else { throw .type(Data.self, type) }
    bytes.append(contentsOf: self)
  }

  package init(_ bytes: UnsafeRawBufferPointer, as type: PostgresType) throws(ValueError) {
    guard type.holdsBytes else { throw .type(Data.self, type) }
    self.init(bytes)
  }
}

extension Digest: PostgresValue {
  package func write(as type: PostgresType, to bytes: inout [UInt8]) throws(ValueError) {
    try self.bytes.write(as: type, to: &bytes)
  }

  package init(_ bytes: UnsafeRawBufferPointer, as type: PostgresType) throws(ValueError) {
    guard type == .bytea else { throw .type(Digest.self, type) }
    guard let digest = Digest(bytes: bytes) else { throw .length(type) }
    self = digest
  }
}

extension Fingerprint: PostgresValue {
  package func write(as type: PostgresType, to bytes: inout [UInt8]) throws(ValueError) {
    try digest.write(as: type, to: &bytes)
  }

  package init(_ bytes: UnsafeRawBufferPointer, as type: PostgresType) throws(ValueError) {
    self.init(try Digest(bytes, as: type))
  }
}

extension DocumentID: PostgresValue {
  package func write(as type: PostgresType, to bytes: inout [UInt8]) throws(ValueError) {
    try self.bytes.write(as: type, to: &bytes)
  }

  package init(_ bytes: UnsafeRawBufferPointer, as type: PostgresType) throws(ValueError) {
    guard type == .bytea else { throw .type(DocumentID.self, type) }
    guard let id = DocumentID(bytes: bytes) else { throw .length(type) }
    self = id
  }
}

extension PostgresType {
  /// Types of extensions take bytes in their own binary form: pgvector's `vector` and `halfvec`.
  var holdsBytes: Bool { self == .bytea || isOfExtension }
}
