import Corpus

/// Reads JSON: an array of objects as rows, anything else as one document of its strings.
struct JSONFormat: Format {
  static let mediaType = "application/json"

  func extract(_ content: Content, in session: ExtractionSession) throws {
    try content.withASCII(maxTextBytes: session.options.maxTextBytes) { content in
      var reader = JSONReader(content.bytes.bindMemory(to: UInt8.self))
      if reader.take("["), reader.peek() == UInt8(ascii: "{") {
        try extractRows(&reader, content, in: session)
      } else {
        try extractWhole(content, in: session)
      }
    }
  }

  /// Goes through an array; after a fault nobody can say where the next element begins, so it is the last.
  /// - Parameter reader: just inside the array.
  private func extractRows(_ reader: inout JSONReader, _ content: Content, in session: ExtractionSession) throws {
    var sink = RowSink(content, mediaType: Self.mediaType, session: session)
    var number = 0
    do {
      repeat {
        number += 1
        if let row = try readRow(&reader, content, session.options) {
          try sink.emit(row, number: number)
        } else {
          try sink.refuseTooLong(number)
          try reader.skip()
        }
      } while reader.take(",")
      number += 1
      guard reader.take("]"), reader.peek() == nil else { throw JSONReader.Fault.malformed }
    } catch let fault as JSONReader.Fault {
      throw Self.failure(content.uri, fault, place: " from row \(number) on")
    }
  }

  /// The next element; nil if it is longer than a row may be.
  private func readRow(_ reader: inout JSONReader, _ content: Content, _ options: ExtractionOptions) throws -> Row? {
    let bytes = content.bytes.bindMemory(to: UInt8.self)
    let window = min(bytes.count, reader.position + options.maxRowBytes)
    var bounded = JSONReader(UnsafeBufferPointer(rebasing: bytes[..<window]), from: reader.position)
    var row = Row(options)
    do throws(JSONReader.Fault) {
      try bounded.value { row.add($0, isElement: $1, $2) }
    } catch {
      if error == .cutOff, window < bytes.count { return nil }
      throw error
    }
    reader = JSONReader(bytes, from: bounded.position)
    return row
  }

  private func extractWhole(_ content: Content, in session: ExtractionSession) throws {
    try content.checkSize(maxTextBytes: session.options.maxTextBytes)
    var reader = JSONReader(content.bytes.bindMemory(to: UInt8.self))
    var row = Row(session.options)
    do {
      try reader.value { row.add($0, isElement: $1, $2) }
      // Rows so long that the second was not seen before.
      if reader.peek() == UInt8(ascii: "{") { return try JSONLinesFormat().extract(content, in: session) }
      guard reader.peek() == nil else { throw JSONReader.Fault.malformed }
    } catch let fault as JSONReader.Fault {
      throw Self.failure(content.uri, fault, place: "")
    }
    try session.emit(row.document(uri: content.uri, mediaType: Self.mediaType))
  }

  private static func failure(_ uri: String, _ fault: JSONReader.Fault, place: String) -> Failure {
    switch fault {
    case .malformed: Failure("json.malformed", uri, "is not valid JSON\(place)", remedy: "correct it, or exclude it")
    case .cutOff:
      Failure("json.cutOff", uri, "ends in the middle of a JSON value", remedy: "fetch it again, or exclude it")
    case .tooDeep: Failure("json.tooDeep", uri, "is nested too deeply\(place)", remedy: "flatten it, or exclude it")
    }
  }
}
