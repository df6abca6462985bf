import Corpus
import Indexing
import Logging
package import Pipelines
package import Sourcing
import Threading

/// Lists the sources, tells the catalogue what changed, and takes out what is gone; on a thread of its own.
actor Discovery {
  private let executor = ThreadExecutor(name: "discover")
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
  private let runner: Runner
  /// What was listed, by the source's name.
  private(set) var listings: [String: RunManifest.Listing] = [:]

  init(runner: Runner) { self.runner = runner }

  private var store: any Store { runner.bench.store }
  private static let batch = 500

  func discover() async throws -> StageCounts {
    if runner.options.distrustsStamps { try await store.distrustStamps() }
    var counts = StageCounts()
    counts.removed = try await store.removeSources(except: runner.bench.plan.sources.map(\.name))
    for source in runner.bench.plan.sources {
      let difference = try await list(source, into: &counts)
      try await removeMissing(from: source, into: &counts)
      counts.total += difference.new + difference.touched + difference.unchanged
      counts.done += difference.new + difference.touched
      counts.reused += difference.unchanged
    }
    counts.total += counts.skipped
    return counts
  }

  private func list(_ source: SourcePlan, into counts: inout StageCounts) async throws -> ListingDifference {
    try await store.beginListing(of: source.name)
    var difference = ListingDifference()
    var batch: [SourceObject] = []
    var unreadable: [Refusal] = []
    var sum = ListingSum()
    for entry in try FileSource(source).entries() {
      switch entry {
      case .file(let object):
        batch.append(object)
        sum.add(object)
      case .skipped(let uri, let reason):
        counts.skipped += 1
        runner.bench.log.debug("\(uri): skipped: \(reason)")
      case .unreadable(let uri, let failure):
        runner.bench.log.warning("\(failure)")
        unreadable.append(Refusal(uri: uri, failure: failure))
      }
      if batch.count >= Self.batch {
        difference += try await store.note(batch, of: source.name)
        batch.removeAll(keepingCapacity: true)
      }
    }
    difference += try await store.note(batch, of: source.name)
    try await store.noteUnreadable(unreadable, of: source.name, for: runner.bench.fingerprints.extract)
    listings[source.name] = sum.listing
    counts.total += unreadable.count
    counts.quarantined += unreadable.count
    return difference
  }

  private func removeMissing(from source: SourcePlan, into counts: inout StageCounts) async throws {
    guard source.deletions == .propagate else {
      _ = try await store.keepMissing(of: source.name)
      return
    }
    let (known, missing) = try await store.missing(of: source.name)
    guard missing > 0 else { return }
    if !runner.options.allowsShrink, Double(missing) > source.maxShrink * Double(known) {
      throw Failure(
        "source.shrank", source.name, "\(missing) of \(known) files are gone: is \(source.path) mounted?",
        remedy: "mount it, or run with --allow-shrink if they were removed on purpose", verdict: .stop(.input))
    }
    counts.removed += try await store.removeMissing(of: source.name)
  }
}

extension FileSource {
  package init(_ plan: SourcePlan) throws {
    try self.init(
      path: plan.path, include: plan.include, exclude: plan.exclude, followLinks: plan.followLinks)
  }
}
