package import Corpus

extension ExtractedItem {
  private enum Tag: UInt8 { case document = 1, refused, skipped }

  package func write(to writer: inout ByteWriter) {
    switch self {
    case .document(let document):
      writer.append(Tag.document.rawValue)
      document.write(to: &writer)
    case .refused(let uri, let failure):
      writer.append(Tag.refused.rawValue)
      writer.append(uri)
      failure.write(to: &writer)
    case .skipped(let uri, let reason):
      writer.append(Tag.skipped.rawValue)
      writer.append(uri)
      writer.append(reason)
    }
  }

  /// - Parameter owner: the URI of the object; what is found in it must be called so, or be a member (`!/`) or row
  ///   (`#`).
  package init(from reader: inout ByteReader, of owner: String) throws(ProtocolViolation) {
    switch Tag(rawValue: try reader.uint8()) {
    case .document: self = .document(try Document(from: &reader))
    case .refused: self = .refused(uri: try reader.string(), try Failure(from: &reader))
    case .skipped: self = .skipped(uri: try reader.string(), reason: try reader.string().withoutControls)
    case nil: throw .unknownKind
    }
    guard uri.utf8.starts(with: owner.utf8) else { throw .foreignURI }
    let rest = uri.utf8.dropFirst(owner.utf8.count)
    guard rest.isEmpty || rest.starts(with: "!/".utf8) || rest.first == UInt8(ascii: "#") else { throw .foreignURI }
  }

  /// What the item is about.
  package var uri: String {
    switch self {
    case .document(let document): document.uri
    case .refused(let uri, _), .skipped(let uri, _): uri
    }
  }
}
