import Corpus

/// The members of one archive on their way into the session.
struct ArchiveMembers {
  private let content: Content
  private let session: ExtractionSession
  private let inner: any Format
  private var taken: [String: Int] = [:]
  /// How many were files, whatever became of them.
  private(set) var files = 0

  init(of content: Content, in session: ExtractionSession, inner: any Format) {
    self.content = content
    self.session = session
    self.inner = inner
  }

  /// Extracts the member that the reader stands at; what is wrong with it alone ends in a refused item.
  /// - Throws: ``Failure`` of the archive as a whole, and what the session's receiver throws.
  mutating func extract(_ member: ArchiveReader.Member, from reader: ArchiveReader) throws {
    let name = reader.isBare ? MemberName.inside(content.uri) : member.name
    let uri = unique("\(content.uri)!/\(name)")
    try session.entered(content.uri)
    if case .other(let what) = member.kind { return try session.emit(.skipped(uri: uri, reason: what)) }
    files += 1
    if MemberName.isJunk(name) {
      return try session.emit(.skipped(uri: uri, reason: "left behind by a file manager"))
    }
    if let size = member.size, size > session.options.maxUnpackedBytes {
      return try session.emit(.refused(uri: uri, .tooLarge(uri)))
    }
    do {
      let bytes = try unpack(member, as: uri, from: reader)
      // The optimiser would give them back as soon as the pointer is taken.
      try withExtendedLifetime(bytes) {
        try inner.extract(Content(uri: uri, bytes: bytes.bytes, depth: content.depth + 1), in: session)
      }
    } catch let failure as Failure where failure.isOfMember(in: content) {
      try session.emit(.refused(uri: uri, failure))
    }
  }

  private func unpack(_ member: ArchiveReader.Member, as uri: String, from reader: ArchiveReader) throws -> MemberBytes
  {
    let bytes = MemberBytes()
    do {
      // A compressed file is its member: what is wrong with the one is wrong with the other.
      try reader.unpack(reader.isBare ? content.uri : uri) { block, offset in
        let hole = min(max(0, offset - bytes.count), session.options.maxUnpackedBytes)
        try session.unpacked(hole + block.count, of: content.uri)
        guard bytes.add(block, at: offset) else { throw Failure.tooLarge(uri) }
      }
    } catch let failure as Failure where failure.code == "archive.damaged" && member.isEncrypted {
      throw Failure.encrypted(uri, passwords: !session.options.passwords.isEmpty)
    }
    return bytes
  }

  /// Members of one name get distinct URIs: the second `a.txt` is `a.txt#2`.
  private mutating func unique(_ uri: String) -> String {
    guard var number = taken[uri] else {
      taken[uri] = 1
      return uri
    }
    repeat { number += 1 } while taken["\(uri)#\(number)"] != nil
    taken[uri] = number
    taken["\(uri)#\(number)"] = 1
    return "\(uri)#\(number)"
  }
}

extension Failure {
  static func encrypted(_ uri: String, passwords given: Bool) -> Failure {
    Failure(
      "archive.encrypted", uri, given ? "is encrypted, and none of the given passwords opens it" : "is encrypted",
      remedy: "give extract.passwords, unpack it yourself, or exclude it")
  }

  fileprivate static func tooLarge(_ member: String) -> Failure {
    Failure("archive.memberTooLarge", member, "is too large to unpack", remedy: "unpack it yourself, or exclude it")
  }

  /// Whether the next member may be tried: not when a bound of the whole source object is passed, nor when the archive
  /// itself is at fault, nor when the run has to stop.
  fileprivate func isOfMember(in archive: Content) -> Bool {
    verdict == .quarantine && code != "archive.tooLarge" && code != "archive.tooManyMembers" && subject != archive.uri
  }
}
