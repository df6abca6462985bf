import Corpus

/// The parts of a document that is a zip archive inside, such as DOCX, ODT or EPUB, unpacked in memory.
struct ZipParts {
  private let uri: String
  private var parts: [String: MemberBytes] = [:]

  /// Unpacks the wanted parts; the others are passed over.
  /// - Throws: ``Failure`` of the archive, `archive.tooLarge` among them, or `office.encrypted`.
  init(of content: Content, in session: ExtractionSession, wanted: (String) -> Bool) throws {
    uri = content.uri
    try UTF8Locale.during {
      let reader = try ArchiveReader(content)
      while let member = try reader.next() {
        guard case .file = member.kind, wanted(member.name) else { continue }
        guard !member.isEncrypted else { throw Failure.encrypted(content.uri, passwords: false) }
        try session.entered(content.uri)
        let bytes = MemberBytes()
        try reader.unpack(content.uri) { block, offset in
          try session.unpacked(block.count, of: content.uri)
          // Parts are compressed as a whole; a hole would be somebody's trick.
          guard offset == bytes.count, bytes.add(block, at: offset) else {
            throw Failure.damaged(content.uri, "\(member.name) cannot be unpacked")
          }
        }
        parts[member.name] = bytes
      }
      if reader.hasLostMembers { throw Failure.damaged(content.uri, "is cut short") }
    }
  }

  var names: some Collection<String> { parts.keys }

  /// The bytes of a part; valid as long as the parts are.
  subscript(name: String) -> UnsafeRawBufferPointer? { parts[name]?.bytes }

  /// A part as text, if it is there.
  func text(_ name: String) -> String? {
    withExtendedLifetime(self) { self[name].map { String(decoding: $0, as: UTF8.self) } }
  }

  /// A cursor at the start of a part; nil when there is no such part.
  func cursor(_ name: String) throws -> XMLCursor? {
    try parts[name].map { try XMLCursor($0, part: name, of: uri) }
  }

  /// A cursor at the start of a part that has to be there.
  /// - Throws: ``Failure`` `office.damaged`.
  func required(_ name: String) throws -> XMLCursor {
    guard let cursor = try cursor(name) else { throw Failure.missing(name, in: uri) }
    return cursor
  }
}
