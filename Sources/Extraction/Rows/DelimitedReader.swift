/// Reads records of RFC 4180 where they stand: quoted fields may hold delimiters, line ends and doubled quotes.
///
/// A quote inside a field that does not begin with one is an ordinary character, as in `5" pipe`.
struct DelimitedReader {
  /// Where a field stands, without its quotes.
  struct Field {
    var range: Range<Int>
    var hasDoubledQuotes = false
  }

  enum Record {
    case fields
    case tooLong
    /// A quote that opened was not closed; reading goes on at the next line.
    case unclosedQuote
  }

  private let input: UnsafeBufferPointer<UInt8>
  private let delimiter: UInt8
  private(set) var position = 0
  /// The fields of the record that was read last.
  private(set) var fields: [Field] = []

  init(_ input: UnsafeBufferPointer<UInt8>, delimiter: UInt8) {
    self.input = input
    self.delimiter = delimiter
  }

  /// Reads the next record; nil at the end. Empty lines are no records.
  mutating func next(maxBytes: Int) -> Record? {
    while position < input.count, Self.endsLine(input[position]) { position += 1 }
    guard position < input.count else { return nil }
    let start = position
    let limit = min(input.count, start + maxBytes)
    fields.removeAll(keepingCapacity: true)
    while true {
      guard readField(limit) else {
        let isCutOff = limit == input.count
        position = start
        skipLine()
        return isCutOff || position <= limit ? .unclosedQuote : .tooLong
      }
      if position == input.count { return .fields }
      guard position < limit else {
        skipLine()
        return .tooLong
      }
      let separator = input[position]
      position += 1
      if separator != delimiter { return .fields }
    }
  }

  /// The bytes of a field, its doubled quotes made single.
  func bytes(of field: Field) -> [UInt8] {
    guard field.hasDoubledQuotes else { return Array(input[field.range]) }
    var bytes: [UInt8] = []
    var wasQuote = false
    for byte in input[field.range] {
      wasQuote = byte == UInt8(ascii: "\"") && !wasQuote
      if byte != UInt8(ascii: "\"") || wasQuote { bytes.append(byte) }
    }
    return bytes
  }

  /// Reads up to a delimiter, a line end or the limit; false if a quote is still open there.
  private mutating func readField(_ limit: Int) -> Bool {
    guard position < limit, input[position] == UInt8(ascii: "\"") else {
      let start = position
      skipPlain(limit)
      fields.append(Field(range: start..<position))
      return true
    }
    var field = Field(range: position + 1..<position + 1)
    position += 1
    while position < limit {
      guard input[position] == UInt8(ascii: "\"") else {
        position += 1
        continue
      }
      if position + 1 < limit, input[position + 1] == UInt8(ascii: "\"") {
        field.hasDoubledQuotes = true
        position += 2
        continue
      }
      field.range = field.range.lowerBound..<position
      position += 1
      // What stands between the closing quote and the delimiter is nobody's.
      skipPlain(limit)
      fields.append(field)
      return true
    }
    return false
  }

  private mutating func skipPlain(_ limit: Int) {
    while position < limit, input[position] != delimiter, !Self.endsLine(input[position]) { position += 1 }
  }

  private mutating func skipLine() {
    while position < input.count, !Self.endsLine(input[position]) { position += 1 }
  }

  private static func endsLine(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
}
