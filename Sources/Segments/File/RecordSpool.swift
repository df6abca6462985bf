/// Records of different lengths in a row, and where each starts.
final class RecordSpool {
  let records: Spool
  let offsets: Spool

  init(beside path: String) {
    records = Spool(beside: path)
    offsets = Spool(beside: path)
  }

  func append(_ record: [UInt8]) throws {
    try offsets.append(UInt64(records.count))
    try records.append(record)
  }

  /// Adds the end of the last record.
  func finish() throws -> RecordSpool {
    try offsets.append(UInt64(records.count))
    return self
  }
}
