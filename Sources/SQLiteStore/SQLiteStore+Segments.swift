import Foundation
import GRDB
import Indexing

extension SQLiteStore {
  /// The files stand beside the catalogue: every reader sees them.
  package nonisolated var segments: String { folder + "/segments" }
  package func keep(segment name: String) {}
  package func bring(segment name: String) {}

  package func listedSegments() async throws -> Set<String> {
    try await read { db in
      Set(try String.fetchAll(db, sql: "SELECT DISTINCT segment FROM revision_segment"))
    }
  }

  /// Only the holder of the run may sweep: another's unfinished files are not listed either.
  package func sweepSegments() async throws {
    let listed = try await listedSegments()
    let files = (try? FileManager.default.contentsOfDirectory(atPath: segments)) ?? []
    let orphans = files.filter { !listed.contains($0) }
    guard !orphans.isEmpty else { return }
    // The list that no longer names them must outlive a power cut before they go.
    guard try await flush() else { return }
    for orphan in orphans { try? FileManager.default.removeItem(atPath: segments + "/" + orphan) }
  }

  /// Makes everything committed so far survive a power cut.
  /// - Returns: false if that has to wait, as while somebody reads an older state.
  private func flush() async throws -> Bool {
    do {
      try await pool.writeWithoutTransaction { db in
        _ = try db.checkpoint(.full)
      }
      return true
    } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
      return false
    }
  }
}
