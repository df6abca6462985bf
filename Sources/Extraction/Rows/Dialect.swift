/// How a table is written as text: what separates its columns.
struct Dialect: Equatable {
  let delimiter: UInt8

  /// Recognises a table by its first records: one of the delimiters cuts them all into equally many fields, and the
  /// first record could be names of columns.
  ///
  /// - Parameter head: the beginning of the content; a record that it cuts off is not looked at.
  /// - Parameter isExpected: the file's name says that it is a table; then nearly anything is one.
  init?(head: UnsafeBufferPointer<UInt8>, isWhole: Bool, isExpected: Bool) {
    let delimiters: [Unicode.Scalar] = isExpected ? [",", "\t", ";", "|"] : [",", "\t", ";"]
    var best: (delimiter: UInt8, columns: Int)?
    for delimiter in delimiters.map({ UInt8(ascii: $0) }) {
      guard let columns = Self.columns(head, delimiter, isWhole: isWhole, isExpected: isExpected) else { continue }
      if columns > best?.columns ?? 1 { best = (delimiter, columns) }
    }
    if let best {
      delimiter = best.delimiter
    } else if isExpected {
      delimiter = UInt8(ascii: ",")
    } else {
      return nil
    }
  }

  private static func columns(
    _ head: UnsafeBufferPointer<UInt8>, _ delimiter: UInt8, isWhole: Bool, isExpected: Bool
  ) -> Int? {
    var reader = DelimitedReader(head, delimiter: delimiter)
    var counts: [Int] = []
    var names: [[UInt8]] = []
    while counts.count < 32, let record = reader.next(maxBytes: head.count) {
      // The last record of a sample may be only its beginning.
      guard case .fields = record, isWhole || reader.position < head.count else { break }
      if counts.isEmpty { names = reader.fields.map { reader.bytes(of: $0) } }
      counts.append(reader.fields.count)
    }
    guard let first = counts.first, first > 1 else { return nil }
    if isExpected { return first }
    let couldBeNames = names.allSatisfy { !$0.isEmpty && $0.count <= 64 } && Set(names).count == names.count
    return counts.count >= 3 && counts.allSatisfy { $0 == first } && couldBeNames ? first : nil
  }
}
