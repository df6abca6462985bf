/// What a pipeline says about extraction, and the bounds that no input may pass; the child turns it into its own
/// options.
package struct ExtractorSettings: Hashable, Sendable {
  /// Which columns or keys of a row hold its identity, title and text.
  package var idField = "_id"
  package var titleField = "title"
  package var textField = "text"
  /// Tried in turn on encrypted documents.
  package var passwords: [String] = []
  /// Archives inside archives.
  package var maxDepth = 4
  /// Bytes unpacked from one source object, all members and levels together.
  package var maxUnpackedBytes = 1 << 30
  /// Members of one source object, all levels together.
  package var maxMembers = 100_000
  /// UTF-8 bytes of one document's text.
  package var maxTextBytes = 64 << 20
  /// Bytes of one row of a JSONL, CSV or TSV file.
  package var maxRowBytes = 16 << 20

  package init() {}
}

extension ExtractorSettings {
  func write(to writer: inout ByteWriter) {
    for text in [idField, titleField, textField] { writer.append(text) }
    writer.append(passwords) { $0.append($1) }
    for bound in [maxDepth, maxUnpackedBytes, maxMembers, maxTextBytes, maxRowBytes] { writer.append(bound) }
  }

  init(from reader: inout ByteReader) throws(ProtocolViolation) {
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
