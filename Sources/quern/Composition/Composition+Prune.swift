import Foundation
import Indexing
import Pipelines
import Running
import SQLiteStore

extension Composition {
  /// Drops generations past `generations.keep` whose soak is over, and failed ones.
  /// - Returns: the generations that were dropped.
  static func prune(_ plan: Plan, store: SQLiteStore) async throws -> [Int] {
    var run = try await store.beginRun()
    defer { withExtendedLifetime(store) {} }
    let dropped = try await store.generations().droppable(
      keep: plan.generations.keep, soak: plan.generations.soak, now: Date().timeIntervalSince1970)
    try await store.drop(generations: dropped)
    try await SegmentSweeper(store: store, folder: segmentsFolder(of: store)).sweep()
    run.outcome = .finished
    run.finishedAt = Date().timeIntervalSince1970
    try await store.finish(run)
    return dropped
  }
}
