import Corpus

extension ExtractionOptions {
  func write(to writer: inout ByteWriter) {
    for text in [idField, titleField, textField] { writer.append(text) }
    writer.append(passwords) { $0.append($1) }
    for bound in [maxDepth, maxUnpackedBytes, maxMembers, maxTextBytes, maxRowBytes] { writer.append(bound) }
  }

  init(from reader: inout ByteReader) throws(ProtocolViolation) {
    self.init()
    idField = try reader.string()
    titleField = try reader.string()
    textField = try reader.string()
    passwords = try reader.list(ofAtLeast: 4) { reader throws(ProtocolViolation) in try reader.string() }
    maxDepth = try reader.int()
    maxUnpackedBytes = try reader.int()
    maxMembers = try reader.int()
    maxTextBytes = try reader.int()
    maxRowBytes = try reader.int()
  }
}
