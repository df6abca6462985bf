package import Indexing
import Foundation

/// Deletes segment files that no generation lists: those that were merged away, and those of killed runs.
package struct SegmentSweeper: Sendable {
  package let store: any Store
  package let folder: String

  package init(store: any Store, folder: String) {
    self.store = store
    self.folder = folder
  }

  /// Only the holder of the run may sweep: another's unfinished files are not listed either.
  package func sweep() async throws {
    let listed = try await store.listedSegments()
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let orphans = files.filter { !listed.contains($0) }
    guard !orphans.isEmpty else { return }
    // The list that no longer names them must outlive a power cut before they go.
    guard try await store.flush() else { return }
    for orphan in orphans { try? FileManager.default.removeItem(atPath: folder + "/" + orphan) }
  }
}
