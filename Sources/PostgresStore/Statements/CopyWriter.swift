import Corpus

/// Takes the rows of a COPY, in a buffer of bounded size that goes to the server whenever it is full.
package struct CopyWriter {
  private static let bufferBytes = 1 << 17

  /// How many rows were appended.
  package private(set) var count = 0
  private let types: [PostgresType]
  private let send: (UnsafeRawBufferPointer) throws -> Void
  private var bytes: [UInt8] = []
  private var column = 0

  init(types: [PostgresType], send: @escaping (UnsafeRawBufferPointer) throws -> Void) {
    self.types = types
    self.send = send
    bytes.reserveCapacity(Self.bufferBytes * 2)
    // Signature, no flags, no extension: https://www.postgresql.org/docs/current/sql-copy.html, "Binary Format".
    bytes.append(contentsOf: "PGCOPY\n\u{FF}\r\n\0".unicodeScalars.map { UInt8($0.value) })
    bytes.append(bigEndian: Int64(0))
  }

  /// Appends a row: a value for each column, in order; nil is NULL.
  /// - Throws: ``Failure`` `store.value`, `store.text`; ``ServerError``, `CancellationError`.
  package mutating func append<each Value: PostgresValue>(_ values: repeat (each Value)?) throws {
    bytes.append(bigEndian: Int16(truncatingIfNeeded: types.count))
    column = 0
    repeat try append(field: each values)
    precondition(column == types.count, "a COPY of \(types.count) columns was given \(column)")
    count += 1
    if bytes.count >= Self.bufferBytes { try flush() }
  }

  private mutating func append(field value: (some PostgresValue)?) throws(Failure) {
    precondition(column < types.count, "a COPY of \(types.count) columns was given more")
    do throws(ValueError) {
      try bytes.append(value, as: types[column])
    } catch {
      throw error.failure(of: "column \(column + 1) of a COPY")
    }
    column += 1
  }

  mutating func finish() throws {
    bytes.append(bigEndian: Int16(-1))
    try flush()
  }

  private mutating func flush() throws {
    try bytes.withUnsafeBytes { try send($0) }
    bytes.removeAll(keepingCapacity: true)
  }
}
