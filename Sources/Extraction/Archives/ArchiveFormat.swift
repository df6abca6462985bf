import Corpus

/// Unpacks archives and compressed files in memory; each member is extracted as a document `archive.zip!/inner/path`.
///
/// Reads zip, tar and 7z, tar or anything else in gzip, bzip2, xz, lzma or zstd. Members are only ever names and bytes:
/// nothing is written to a disk. A member that cannot be had is refused and the next one tried. Bytes and members are
/// counted in the session, all levels together; when they pass its bounds the archive is refused and what had been
/// extracted by then is kept. At most one member a level is in memory.
package struct ArchiveFormat: Format {
  /// Extracts a member.
  private let inner: any Format

  /// - Parameter inner: what members are given to.
  package init(inner: any Format) { self.inner = inner }

  package func extract(_ content: Content, in session: ExtractionSession) throws {
    guard content.depth <= session.options.maxDepth else {
      throw Failure(
        "archive.tooDeep", content.uri, "lies inside more than \(session.options.maxDepth) archives",
        remedy: "unpack the outer ones yourself, or exclude it")
    }
    try UTF8Locale.during {
      let reader = try ArchiveReader(content, passwords: session.options.passwords)
      var members = ArchiveMembers(of: content, in: session, inner: inner)
      while let member = try reader.next() {
        if reader.isBare, !reader.isCompressed { throw Self.unrecognised(content) }
        try members.extract(member, from: reader)
      }
      guard members.files > 0 else { throw Self.empty(content) }
      if reader.hasLostMembers { throw Self.lostMembers(content) }
    }
  }

  private static func unrecognised(_ content: Content) -> Failure {
    Failure(
      "archive.unrecognised", content.uri, "is no archive that can be read", remedy: "unpack it yourself, or exclude it"
    )
  }

  private static func empty(_ content: Content) -> Failure {
    Failure("archive.empty", content.uri, "holds no files", remedy: "check how it was made, or exclude it")
  }

  private static func lostMembers(_ content: Content) -> Failure {
    Failure(
      "archive.damaged", content.uri, "is damaged in places: some members were passed over",
      remedy: "fetch or make the archive again, or exclude it")
  }
}
