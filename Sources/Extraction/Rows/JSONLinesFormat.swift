import Corpus
import Glibc

/// Reads JSON Lines: every line an object, every object a document.
struct JSONLinesFormat: Format {
  static let mediaType = "application/jsonl"

  func extract(_ content: Content, in session: ExtractionSession) throws {
    try content.withASCII(maxTextBytes: session.options.maxTextBytes) { content in
      var sink = RowSink(content, mediaType: Self.mediaType, session: session)
      let bytes = content.bytes.bindMemory(to: UInt8.self)
      var start = 0
      var number = 0
      while start < bytes.count {
        number += 1
        let end = Self.lineEnd(from: start, of: bytes)
        defer { start = end + 1 }
        if end - start > session.options.maxRowBytes {
          try sink.refuseTooLong(number)
        } else {
          try extract(UnsafeBufferPointer(rebasing: bytes[start..<end]), number: number, to: &sink)
        }
      }
      try sink.finish()
    }
  }

  private func extract(_ line: UnsafeBufferPointer<UInt8>, number: Int, to sink: inout RowSink) throws {
    var reader = JSONReader(line)
    guard let first = reader.peek() else { return }
    guard first == UInt8(ascii: "{") else {
      return try sink.refuse(number, "row.notObject", "is not a JSON object", remedy: "correct or remove the row")
    }
    var row = Row(sink.session.options)
    do throws(JSONReader.Fault) {
      try reader.value { row.add($0, isElement: $1, $2) }
    } catch {
      return try sink.refuse(number, error)
    }
    guard reader.peek() == nil else { return try sink.refuse(number, .malformed) }
    try sink.emit(row, number: number)
  }

  private static func lineEnd(from start: Int, of bytes: UnsafeBufferPointer<UInt8>) -> Int {
    guard let base = bytes.baseAddress, let found = memchr(base + start, 0x0A, bytes.count - start) else {
      return bytes.count
    }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }
}
