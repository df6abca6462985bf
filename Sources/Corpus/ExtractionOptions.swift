/// What a pipeline says about extraction, and the bounds that no input may pass.
package struct ExtractionOptions: Hashable, Sendable {
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
