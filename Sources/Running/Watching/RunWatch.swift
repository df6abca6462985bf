import Corpus
package import Indexing

/// Shows a run as metrics: how far it is while it lasts, and its books at its end.
package struct RunWatch: Sendable {
  private let metrics: RunMetrics
  private let catalogue: CatalogueMetrics
  private let progress: RunProgress
  private let stop: StopSignal

  package init(_ metrics: RunMetrics, progress: RunProgress, stop: StopSignal) {
    self.metrics = metrics
    self.progress = progress
    self.stop = stop
    catalogue = CatalogueMetrics(metrics)
  }

  /// Shows a run while the body carries it out.
  package func during(store: any Store, _ run: () async throws -> RunRecord) async throws -> RunRecord {
    let started = ContinuousClock.now
    let watching = Task {
      async let looks: Void = catalogue.watch(store, withRuns: false)
      while (try? await Task.sleep(for: .seconds(1))) != nil {
        metrics.report(await progress.stations, after: ContinuousClock.now - started)
      }
      await looks
    }
    defer { watching.cancel() }
    let record = try await run()
    watching.cancel()
    // What it still shows is older than the books.
    await watching.value
    metrics.report(record)
    metrics.reportMemory()
    try? await catalogue.look(at: store)
    return record
  }

  /// Shows that a run ended with an error, or could not even begin.
  package func failed() {
    metrics.report(stop.reason ?? .failed)
    metrics.reportMemory()
  }
}
