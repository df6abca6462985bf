import Corpus
import Indexing

extension PostgresStore {
  package func keep(segment name: String) async throws {
    let path = segments + "/" + name
    guard let file = try await courier.run({ try SegmentFile(reading: path) }) else {
      throw Failure(
        "segment.missing", path, "was to be kept, and is not there", remedy: "run again", verdict: .stop(.unexpected))
    }
    let bytes = try await courier.run { try file.size() }
    let kept = try await register(name, bytes: bytes)
    var pieces: [Digest] = []
    for number in 0..<(bytes + SegmentFile.pieceSize - 1) / SegmentFile.pieceSize {
      let piece = try await courier.run { try file.piece(number) }
      pieces.append(Digest(of: piece))
      guard !kept.pieces.indices.contains(number) || kept.pieces[number] != pieces[number] else { continue }
      guard !kept.isWhole else { throw Self.taken(name) }
      let digest = pieces[number]
      try await write { db, _ in
        try db.execute(
          """
          INSERT INTO segment_piece (segment, number, digest, bytes) VALUES ($1, $2, $3, $4)
          ON CONFLICT (segment, number) DO UPDATE SET digest = excluded.digest, bytes = excluded.bytes
          """, [kept.id, number, digest, piece])
        try db.execute("UPDATE segment SET touched_at = now() WHERE id = $1", [kept.id])
      }
    }
    let whole = KeptSegment.digest(of: pieces, bytes: bytes)
    try await write { [count = pieces.count] db, _ in
      try db.execute("DELETE FROM segment_piece WHERE segment = $1 AND number >= $2", [kept.id, count])
      try db.execute("UPDATE segment SET digest = $2, touched_at = now() WHERE id = $1", [kept.id, whole])
    }
  }

  /// Enters a segment, or takes up what an interrupted call left of it. One that no revision ever listed may be another
  /// run's of the same name, and is made anew where it differs.
  private func register(_ name: String, bytes: Int) async throws -> KeptSegment {
    let worker = hand.worker?.id
    return try await write { db, pipeline in
      try db.execute(
        """
        INSERT INTO segment AS s (pipeline, name, bytes, keeper) VALUES ($1, $2, $3, $4)
        ON CONFLICT (pipeline, name) DO UPDATE
          SET bytes = excluded.bytes, keeper = excluded.keeper, digest = NULL, touched_at = now()
          WHERE NOT s.was_listed
        """, [pipeline, name.storable, bytes, worker])
      guard let kept = try KeptSegment(named: name, pipeline, db) else { throw KeptSegment.gone(name) }
      guard kept.bytes == bytes else { throw Self.taken(name) }
      return kept
    }
  }

  private static func taken(_ name: String) -> Failure {
    Failure(
      "segment.taken", name, "a revision lists another segment of this name", remedy: "report this as a fault of quern",
      verdict: .stop(.unexpected))
  }
}
