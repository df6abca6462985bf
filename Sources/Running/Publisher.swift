import Corpus
import Foundation
import Indexing
import Segments

/// Makes complete documents searchable: writes a segment, merges small ones, swaps the list.
struct Publisher {
  let runner: Runner
  let generation: Generation
  let run: Int

  struct Published {
    var outcome: RunOutcome
    var revision: Revision?
    var indexed = 0
    var removed = 0
    /// Documents that count in the revision, as the segments say.
    var live = 0
  }

  private var store: any Store { runner.bench.store }

  /// - Throws: ``Failure``; the old revision stays until the new one is complete on disk.
  func publish() async throws -> Published {
    let decision = try await decide()
    let current = try await store.revision(of: generation)
    guard decision.publishes, runner.options.stages.contains(.index) else {
      return Published(outcome: decision.outcome, revision: current, live: Self.live(current?.segments ?? []))
    }
    let outdated = try await store.outdatedMembers(of: generation)
    var layout = try SegmentLayout(current, folder: runner.bench.segments)
    layout.bury(outdated)
    let indexed = try await layout.add(readyDocuments(), writer: writerSettings)
    try await layout.merge(settings: writerSettings)

    let indexedKeys = Set(layout.members.map(\.document))
    let removed = outdated.map(\.document).filter { !indexedKeys.contains($0) }
    var published = Published(
      outcome: decision.outcome, revision: current, indexed: indexed, removed: removed.count,
      live: Self.live(layout.entries))
    if indexed > 0 || !removed.isEmpty || current == nil || layout.isChanged || decision.promotes {
      published.revision = try await store.publish(
        Publication(
          entries: layout.entries, members: layout.members, removed: removed, promotes: decision.promotes, run: run),
        of: generation)
    }
    try await sweep()
    return published
  }

  private static func live(_ entries: [Revision.Entry]) -> Int {
    entries.reduce(0) { $0 + $1.documents - $1.deleted }
  }
}
