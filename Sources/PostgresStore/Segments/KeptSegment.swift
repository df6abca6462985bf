import Corpus

/// A segment as the database keeps it.
struct KeptSegment: Sendable {
  let id: Int
  let bytes: Int
  /// The digests of its pieces, in order; fewer while it is being kept.
  let pieces: [Digest]
  /// Of the whole: nil until all of it is there.
  private let digest: Digest?

  /// - Returns: nil if there is no such segment.
  init?(named name: String, _ pipeline: Int, _ db: Database) throws {
    let row = try db.row(
      "SELECT id, bytes, digest FROM segment WHERE pipeline = $1 AND name = $2", [pipeline, name.storable])
    guard let row else { return nil }
    id = try row["id"]
    bytes = try row["bytes"]
    digest = try row["digest"]
    var pieces: [Digest] = []
    for row in try db.rows("SELECT number, digest FROM segment_piece WHERE segment = $1 ORDER BY number", [id]) {
      guard try row["number"] == pieces.count else { break }
      pieces.append(try row["digest"])
    }
    self.pieces = pieces
  }

  /// Whether all of it was kept, and what says so is sound.
  var isWhole: Bool { digest == Self.digest(of: pieces, bytes: bytes) }

  /// What stands for the whole: whoever checks it and each piece has checked every byte.
  static func digest(of pieces: [Digest], bytes: Int) -> Digest {
    Digest(of: "\(bytes)" + pieces.map(\.hex).joined())
  }

  /// Whether a file is a copy of this segment: a file gets its name only when it is whole, so a look at its ends, where
  /// segments of one name differ, will do.
  func isSame(as file: SegmentFile) throws -> Bool {
    guard try file.size() == bytes else { return false }
    let ends = Set([0, pieces.count - 1]).filter { pieces.indices.contains($0) }
    return try ends.allSatisfy { Digest(of: try file.piece($0)) == pieces[$0] }
  }

  func read(_ number: Int, of name: String, _ db: Database) throws -> [UInt8] {
    let bytes: [UInt8]? = try db.value(
      "SELECT bytes FROM segment_piece WHERE segment = $1 AND number = $2", [id, number])
    guard let bytes else { throw Self.gone(name) }
    guard Digest(of: bytes) == pieces[number] else {
      throw Failure(
        "segment.damaged", name, "piece \(number + 1) of \(pieces.count) is damaged where it is kept",
        remedy: "restore the database from a backup, or build the index anew with quern reindex",
        verdict: .stop(.differences))
    }
    return bytes
  }

  static func gone(_ name: String) -> Failure {
    Failure(
      "segment.missing", name, "is not kept in the database, or no longer", remedy: "follow the newest revision",
      verdict: .stop(.dependency))
  }
}

extension Digest {
  init(of bytes: [UInt8]) { self = bytes.withUnsafeBytes { Digest(of: $0) } }
}
