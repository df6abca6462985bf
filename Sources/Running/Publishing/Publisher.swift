import Corpus
import Foundation
import Indexing
import Pipelines
import Segments

/// Makes complete documents searchable: writes a segment, merges small ones, swaps the list.
struct Publisher {
  let runner: Runner
  let lane: Lane
  /// Whether this is the generation that the pipeline file asks for.
  let isWanted: Bool
  let run: Int

  struct Published {
    var outcome: RunOutcome
    /// Whether it is the generation's turn to go live.
    var promotes = false
    var revision: Revision?
    var indexed = 0
    var removed = 0
    /// Documents that count in the revision, as the segments say.
    var live = 0
    /// What the catalogue holds, if publishing wrote nothing that it would not tell.
    var census: Census?
  }

  private var generation: Generation { lane.generation }
  private var bench: Workbench { lane.bench }
  private var store: any Store { lane.bench.store }
  private static let batch = 64

  /// - Throws: ``Failure``; the old revision stays until the new one is complete on disk.
  func publish() async throws -> Published {
    let current = try await store.revision(of: generation)
    let census = try await store.census(of: generation.fingerprints, generation: generation.id)
    let ready = census.isAllIndexed ? 0 : try await store.readyCount(of: generation)
    let decision = try await decide(census, ready: ready)
    guard decision.publishes, runner.options.stages.contains(.index) else {
      return Published(
        outcome: decision.outcome, revision: current, live: Self.live(current?.segments ?? []), census: census)
    }
    let outdated = census.hasOutdated ? try await store.outdatedMembers(of: generation) : []
    // A run that is opened again by its key publishes again: the revision tells its files from the earlier ones.
    let prefix = "\(generation.id)-\(run)-\(current?.number ?? 0)"
    let typesetter = Typesetter(
      layout: try SegmentLayout(current, folder: store.segments, prefix: prefix),
      settings: SegmentSettings(
        dimension: generation.dimension, language: bench.plan.index.language,
        vector: SegmentSettings.Vector(bench.plan.index.vector)))
    await typesetter.bury(outdated)
    let indexed = ready > 0 ? try await addReady(to: typesetter) : 0
    let layout = try await typesetter.finish(bringing: store)

    let removed = outdated.map(\.document).filter { layout.members[$0] == nil }
    var published = Published(
      outcome: decision.outcome, promotes: decision.promotes, revision: current, indexed: indexed,
      removed: removed.count,
      live: Self.live(layout.entries))
    if layout.isChanged || current == nil {
      let known = Set((current?.segments ?? []).map(\.segment))
      for entry in layout.entries where !known.contains(entry.segment) { try await store.keep(segment: entry.segment) }
      let publication = Publication(
        replaces: current?.number ?? 0, entries: layout.entries, members: Array(layout.members.values),
        removed: removed, run: run)
      published.revision = try await store.publish(publication, of: generation)
    } else {
      published.census = census
    }
    if decision.seals { try await store.mark(generation.id, as: .sealed) }
    return published
  }

  private func decide(_ census: Census, ready: Int) async throws -> PublicationDecision {
    let failures = try await store.failures(of: generation)
    let pending = census.extract.pending + census.chunk.pending + census.embed.pending
    let hasLive = try await store.generations().contains { $0.state == .live }
    return PublicationDecision(
      state: generation.state, stopped: runner.stop.reason, pending: pending > 0, failures: failures,
      touched: failures + ready, maxFailures: bench.plan.maxFailures, mayPromote: mayPromote, hasLive: hasLive)
  }

  private var mayPromote: Bool {
    if let target = runner.options.target { return target.generation == generation.id }
    return isWanted && bench.plan.generations.promote == .auto
  }

  private func addReady(to typesetter: Typesetter) async throws -> Int {
    let metadata = Dictionary(uniqueKeysWithValues: bench.plan.sources.map { ($0.name, $0.metadata) })
    var last: Int64 = 0
    var indexed = 0
    while true {
      let ready = try await store.readyDocuments(of: generation, after: last, limit: Self.batch)
      guard let newest = ready.last else { return indexed }
      try await typesetter.add(ready, metadata: metadata)
      last = newest.row
      indexed += ready.count
    }
  }

  private static func live(_ entries: [Revision.Entry]) -> Int {
    entries.reduce(0) { $0 + $1.documents - $1.deleted }
  }
}

extension SegmentSettings.Vector {
  fileprivate init(_ plan: IndexPlan.Vector) {
    self =
      switch plan {
      case .auto: .standard
      case .exact: .exact
      case .hnsw(let m, let efConstruction, let ef): .hnsw(m: m, efConstruction: efConstruction, ef: ef)
      }
  }
}
