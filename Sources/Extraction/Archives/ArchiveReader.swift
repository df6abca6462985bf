import CArchive
import Corpus
import Foundation

/// Reads an archive in memory from its first member to its last. Owns libarchive's handle; belongs to one thread.
///
/// Only formats and filters that libarchive reads itself are on: no program is started, no file is touched.
final class ArchiveReader {
  struct Member {
    enum Kind {
      case file
      /// In words: `a folder`, `a link`.
      case other(String)
    }
    /// As written there, odd bytes percent-encoded; see ``MemberName``.
    var name: String
    var kind: Kind
    var isEncrypted: Bool
    /// Bytes, as claimed; nil when nothing is.
    var size: Int?
  }

  private let handle: OpaquePointer
  private let content: Content
  private var hasSkippedHeaders = false

  /// Opens the bytes, which outlive the reader.
  /// - Throws: ``Failure`` `archive.unrecognised` or `archive.damaged`.
  init(_ content: Content, passwords: [String] = []) throws {
    self.content = content
    guard let handle = archive_read_new() else { throw Self.damaged(content.uri, "cannot be opened: out of memory") }
    self.handle = handle
    for enable in Self.readable { _ = enable(handle) }
    for password in passwords where !password.isEmpty { archive_read_add_passphrase(handle, password) }
    guard archive_read_open_memory(handle, content.bytes.baseAddress, content.bytes.count) == ARCHIVE_OK else {
      throw Failure(
        "archive.unrecognised", content.uri, "cannot be opened as an archive: \(reason)",
        remedy: "fetch or make it again, or exclude it")
    }
  }

  deinit { archive_read_free(handle) }

  /// Whether what was read is a compressed file rather than an archive: one member, its name unknown.
  var isBare: Bool { archive_format(handle) == ARCHIVE_FORMAT_RAW }

  /// Whether anything around the content was unpacked, such as gzip.
  var isCompressed: Bool { archive_filter_count(handle) > 1 }

  /// Whether members may be missing though the reader came to the end: headers were passed over because they were
  /// damaged, or the directory at the end of a zip archive is cut off.
  var hasLostMembers: Bool {
    hasSkippedHeaders
      || archive_format(handle) & ARCHIVE_FORMAT_BASE_MASK == ARCHIVE_FORMAT_ZIP && !isCompressed && !hasZipDirectory
  }

  /// Whether a zip archive has the record that ends it; a comment of up to 64 KiB may follow.
  private var hasZipDirectory: Bool {
    content.bytes.suffix(22 + 0xFFFF).firstRange(of: "PK\u{5}\u{6}".utf8) != nil
  }

  /// Whether the archive is encrypted in a way that libarchive cannot undo.
  private var isSealed: Bool {
    archive_format(handle) == ARCHIVE_FORMAT_7ZIP && archive_read_has_encrypted_entries(handle) > 0
  }

  /// The next member; nil after the last.
  /// - Throws: ``Failure`` `archive.damaged` or `archive.encrypted` when there is no way on.
  func next() throws -> Member? {
    while true {
      var entry: OpaquePointer?
      let status = archive_read_next_header(handle, &entry)
      switch status {
      case ARCHIVE_EOF: return nil
      case ARCHIVE_RETRY: hasSkippedHeaders = true
      case ARCHIVE_OK, ARCHIVE_WARN:
        guard let entry else { throw Self.damaged(content.uri, "cannot be read further: \(reason)") }
        return member(entry)
      default:
        if isSealed { throw Failure.encrypted(content.uri, passwords: false) }
        throw Self.damaged(content.uri, "cannot be read further: \(reason)")
      }
    }
  }

  /// Unpacks the member that came last, block by block.
  /// - Parameter block: gets the bytes and where in the member they belong; they are valid during the call.
  /// - Throws: ``Failure`` `archive.damaged`, and what `block` throws.
  func unpack(_ member: String, _ block: (UnsafeRawBufferPointer, _ offset: Int) throws -> Void) throws {
    while true {
      var start: UnsafeRawPointer?
      var count = 0
      var offset: Int64 = 0
      let status = archive_read_data_block(handle, &start, &count, &offset)
      switch status {
      case ARCHIVE_EOF: return
      case ARCHIVE_RETRY: continue
      case ARCHIVE_OK: try block(UnsafeRawBufferPointer(start: start, count: count), Int(offset))
      // A warning says that the checksum or the size is wrong.
      default: throw Self.damaged(member, "cannot be unpacked: \(reason)")
      }
    }
  }

  private func member(_ entry: OpaquePointer) -> Member {
    let name = archive_entry_pathname(entry) ?? archive_entry_pathname_utf8(entry)
    return Member(
      name: name.map { MemberName.readable(UnsafeRawBufferPointer(start: $0, count: strlen($0))) } ?? "",
      kind: kind(entry), isEncrypted: archive_entry_is_data_encrypted(entry) != 0,
      size: archive_entry_size_is_set(entry) != 0 ? Int(archive_entry_size(entry)) : nil)
  }

  private func kind(_ entry: OpaquePointer) -> Member.Kind {
    if archive_entry_hardlink(entry) != nil { return .other("a link") }
    return switch archive_entry_filetype(entry) & S_IFMT {
    case S_IFREG, 0: .file
    case S_IFDIR: .other("a folder")
    case S_IFLNK: .other("a link")
    default: .other("a device, pipe or socket")
    }
  }

  /// What libarchive says, which names no document text.
  private var reason: String { archive_error_string(handle).map { String(cString: $0) } ?? "damaged" }

  private static func damaged(_ subject: String, _ problem: String) -> Failure {
    Failure("archive.damaged", subject, problem, remedy: "fetch or make the archive again, or exclude it")
  }

  private static var readable: [(OpaquePointer) -> Int32] {
    [
      archive_read_support_filter_gzip, archive_read_support_filter_bzip2, archive_read_support_filter_xz,
      archive_read_support_filter_lzma, archive_read_support_filter_zstd, archive_read_support_format_tar,
      archive_read_support_format_zip, archive_read_support_format_7zip, archive_read_support_format_raw,
      archive_read_support_format_empty,
    ]
  }
}
