import Corpus
import Foundation
import Indexing

extension PostgresStore {
  package func bring(segment name: String) async throws {
    let path = segments + "/" + name
    let kept = try await read { try KeptSegment(named: name, $1, $0) }
    guard let kept, kept.isWhole else {
      // The file of a worker that has yet to keep it.
      if try await courier.run({ try SegmentFile(reading: path) }) != nil { return }
      throw KeptSegment.gone(name)
    }
    if try await isThere(kept, at: path) { return }
    try await makeFolder()
    while true {
      if let part = try await courier.run({ try SegmentFile(locking: path + ".part") }) {
        // Another process may have brought it meanwhile.
        if try await isThere(kept, at: path) { return try await discard(part.path) }
        return try await copy(kept, named: name, to: part, as: path)
      }
      try await Task.sleep(for: .milliseconds(100))
    }
  }

  private func isThere(_ kept: KeptSegment, at path: String) async throws -> Bool {
    try await courier.run {
      guard let file = try SegmentFile(reading: path) else { return false }
      return try kept.isSame(as: file)
    }
  }

  /// Goes on after the last piece that an interrupted copy left whole.
  private func copy(_ kept: KeptSegment, named name: String, to part: SegmentFile, as path: String) async throws {
    let sound = try await courier.run {
      try kept.pieces.indices.first { Digest(of: try part.piece($0)) != kept.pieces[$0] } ?? kept.pieces.count
    }
    for number in sound..<kept.pieces.count {
      let piece = try await read { db, _ in try kept.read(number, of: name, db) }
      try await courier.run { try part.write(piece, as: number) }
    }
    try await courier.run { try part.finish(bytes: kept.bytes, as: path) }
  }

  package func recover(segment name: String) async throws -> Bool {
    guard let kept = try await read({ try KeptSegment(named: name, $1, $0) }), kept.isWhole else { return false }
    try await discard(segments + "/" + name)
    try await bring(segment: name)
    return true
  }

  private func discard(_ path: String) async throws {
    try await courier.run { try? FileManager.default.removeItem(atPath: path) }
  }

  private func makeFolder() async throws {
    let folder = segments
    try await courier.run {
      do {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      } catch {
        throw Failure(
          "segment.file", folder, "cannot be made", remedy: "check the folder's owner and permissions",
          verdict: .stop(.dependency))
      }
    }
  }
}
