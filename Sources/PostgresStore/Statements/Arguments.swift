import Corpus

/// A statement's parameters in their binary form, in one buffer that is used again.
struct Arguments {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  private var formats: [Int32] = []

  var byteCount: Int { bytes.count }

  /// Encodes the arguments as the types that the server gave the parameters.
  /// - Throws: ``Failure`` `store.value`, `store.text`.
  mutating func encode(_ arguments: [(any PostgresValue)?], for statement: Statement) throws(Failure) {
    precondition(
      arguments.count == statement.parameters.count,
      "a statement with \(statement.parameters.count) parameters was given \(arguments.count)")
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    for (index, (argument, type)) in zip(arguments, statement.parameters).enumerated() {
      do throws(ValueError) {
        try bytes.append(optional: argument, as: type)
      } catch {
        throw error.failure(of: "parameter $\(index + 1)")
      }
      ends.append(bytes.count)
    }
    while formats.count < arguments.count { formats.append(1) }
  }

  /// Lends count, values, lengths and formats as libpq takes them.
  func withPointers<T>(
    _ body: (Int32, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?) -> T
  ) -> T {
    bytes.withUnsafeBytes { bytes in
      var values: [UnsafePointer<CChar>?] = []
      var lengths: [Int32] = []
      var start = 0
      for end in ends {
        let length = bytes.bigEndian(Int32.self, at: start)
        let value = bytes.baseAddress?.advanced(by: start + 4).assumingMemoryBound(to: CChar.self)
        values.append(length < 0 ? nil : value)
        lengths.append(max(0, length))
        start = end
      }
      return body(Int32(ends.count), values, lengths, formats)
    }
  }
}

extension [UInt8] {
  /// The value in whichever type it has.
  fileprivate mutating func append(optional value: (any PostgresValue)?, as type: PostgresType) throws(ValueError) {
    guard let value else { return append(bigEndian: Int32(-1)) }
    try append(value, as: type)
  }
}
