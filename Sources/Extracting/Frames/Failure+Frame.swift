import Corpus

extension Failure {
  /// A child has a say about its object only: whatever would stop the run is sent, and read, as quarantine.
  func write(to writer: inout ByteWriter) {
    for text in [code, subject, problem, remedy] { writer.append(text) }
    if case .retry = verdict { writer.append(UInt8(1)) } else { writer.append(UInt8(0)) }
  }

  init(from reader: inout ByteReader) throws(ProtocolViolation) {
    self.init(
      try reader.phrase(), try reader.phrase(), try reader.phrase(), remedy: try reader.phrase(),
      verdict: try reader.uint8() == 1 ? .retry(afterSeconds: nil) : .quarantine)
  }
}

extension ByteReader {
  /// A text that people will read in a terminal or a log: no control characters, and not much of it.
  fileprivate mutating func phrase() throws(ProtocolViolation) -> String {
    String(try string().withoutControls.prefix(2_000))
  }
}

extension String {
  /// The text with control characters, which could drive a terminal, replaced by spaces.
  var withoutControls: String {
    guard unicodeScalars.contains(where: \.isControl) else { return self }
    return String(String.UnicodeScalarView(unicodeScalars.map { $0.isControl ? " " : $0 }))
  }
}

extension Unicode.Scalar {
  fileprivate var isControl: Bool { value < 0x20 || (0x7F...0x9F).contains(value) }
}
