package import Foundation

extension Int64: PostgresValue {
  package func write(as type: PostgresType, to bytes: inout [UInt8]) throws(ValueError) {
    switch type {
    case .int8: bytes.append(bigEndian: self)
    case .int4: bytes.append(bigEndian: try fitting(type) as Int32)
    case .int2: bytes.append(bigEndian: try fitting(type) as Int16)
    case .oid: bytes.append(bigEndian: try fitting(type) as UInt32)
    case .float8, .float4: try Double(self).write(as: type, to: &bytes)
    default: throw .type(Int64.self, type)
    }
  }

  package init(_ bytes: UnsafeRawBufferPointer, as type: PostgresType) throws(ValueError) {
    switch (type, bytes.count) {
    case (.int8, 8): self = bytes.bigEndian()
    case (.int4, 4): self = Int64(bytes.bigEndian(Int32.self))
    case (.int2, 2): self = Int64(bytes.bigEndian(Int16.self))
    case (.oid, 4): self = Int64(bytes.bigEndian(UInt32.self))
    case (.int8, _), (.int4, _), (.int2, _), (.oid, _): throw .length(type)
    default: throw .type(Int64.self, type)
    }
  }

  private func fitting<T: FixedWidthInteger>(_ type: PostgresType) throws(ValueError) -> T {
    guard let value = T(exactly: self) else { throw .range(type) }
    return value
  }
}

extension Int: PostgresValue {
  package func write(as type: PostgresType, to bytes: inout [UInt8]) throws(ValueError) {
    try Int64(self).write(as: type, to: &bytes)
  }

  package init(_ bytes: UnsafeRawBufferPointer, as type: PostgresType) throws(ValueError) {
    self = Int(try Int64(bytes, as: type))
  }
}

extension Int32: PostgresValue {
  package func write(as type: PostgresType, to bytes: inout [UInt8]) throws(ValueError) {
    try Int64(self).write(as: type, to: &bytes)
  }

  package init(_ bytes: UnsafeRawBufferPointer, as type: PostgresType) throws(ValueError) {
    guard let value = Int32(exactly: try Int64(bytes, as: type)) else { throw .range(type) }
    self = value
  }
}

extension Double: PostgresValue {
  package func write(as type: PostgresType, to bytes: inout [UInt8]) throws(ValueError) {
    switch type {
    case .float8: bytes.append(bigEndian: bitPattern)
    case .float4: bytes.append(bigEndian: Float(self).bitPattern)
    default: throw .type(Double.self, type)
    }
  }

  package init(_ bytes: UnsafeRawBufferPointer, as type: PostgresType) throws(ValueError) {
    switch (type, bytes.count) {
    case (.float8, 8): self = Double(bitPattern: bytes.bigEndian())
    case (.float4, 4): self = Double(Float(bitPattern: bytes.bigEndian()))
    case (.float8, _), (.float4, _): throw .length(type)
    default: throw .type(Double.self, type)
    }
  }
}

extension Bool: PostgresValue {
  package func write(as type: PostgresType, to bytes: inout [UInt8]) throws(ValueError) {
    guard type == .bool else { throw .type(Bool.self, type) }
    bytes.append(self ? 1 : 0)
  }

  package init(_ bytes: UnsafeRawBufferPointer, as type: PostgresType) throws(ValueError) {
    guard type == .bool else { throw .type(Bool.self, type) }
    guard bytes.count == 1 else { throw .length(type) }
    self = bytes[0] != 0
  }
}

/// Microseconds since 2000-01-01 UTC; `-infinity` and `infinity` come back as the farthest dates.
extension Date: PostgresValue {
  private static let epoch = Date(timeIntervalSince1970: 946_684_800)

  package func write(as type: PostgresType, to bytes: inout [UInt8]) throws(ValueError) {
    guard type == .timestamptz else { throw .type(Date.self, type) }
    guard let microseconds = Int64(exactly: (timeIntervalSince(Self.epoch) * 1e6).rounded()) else { throw .range(type) }
    bytes.append(bigEndian: microseconds)
  }

  package init(_ bytes: UnsafeRawBufferPointer, as type: PostgresType) throws(ValueError) {
    guard type == .timestamptz else { throw .type(Date.self, type) }
    guard bytes.count == 8 else { throw .length(type) }
    self = Self.epoch.addingTimeInterval(Double(bytes.bigEndian(Int64.self)) / 1e6)
  }
}
