import Corpus
import Extracting
import Foundation
import Indexing
import Logging
import Pipelines
import Sourcing
import Tracing

/// Reads files, and has a child of its own extract them.
actor ExtractWorker {
  private let stage: ExtractStage
  private let extractor: ExtractorProcess

  /// The extractor's thread: they take turns anyway, and would pay for every change of threads.
  nonisolated var unownedExecutor: UnownedSerialExecutor { extractor.unownedExecutor }

  /// Small enough for a file's documents to go on soon, large enough to keep claims few.
  private static let claimSize = 16

  init(stage: ExtractStage) {
    self.stage = stage
    extractor = stage.lane.bench.makeExtractor()
  }

  private var runner: Runner { stage.runner }
  private var bench: Workbench { stage.lane.bench }

  /// - Returns: whether every file was read; false if it was stopped before.
  func work() async throws -> Bool {
    let sources = Dictionary(
      uniqueKeysWithValues: try bench.plan.sources.map { ($0.name, try FileSource($0)) })
    let isExhausted = try await runner.attendance.drain(.extract, of: stage.lane, after: nil) {
      if await hasEnough { return false }
      let claims = try await bench.store.claimObjects(
        for: bench.fingerprints.extract, limit: Self.claimSize, maxAttempts: bench.plan.maxAttempts)
      guard !claims.isEmpty else { return false }
      try await withSpan("extract batch") { span in
        span.attributes["quern.files"] = claims.count
        for claim in claims {
          if runner.stop.isRequested { return }
          if await hasEnough { return }
          guard let source = sources[claim.source] else { continue }
          try await extract(claim, from: source)
        }
      }
      return true
    }
    let wasCutShort = await hasEnough
    return isExhausted && !wasCutShort
  }

  private var hasEnough: Bool {
    get async {
      guard let limit = runner.options.maxDocuments else { return false }
      return await runner.progress.documents >= limit
    }
  }

  private func extract(_ claim: ClaimedObject, from source: FileSource) async throws {
    var reading: Reading?
    do {
      let object = try source.open(claim.object.uri)
      guard object.object.size <= bench.plan.extract.maxFileSize else {
        throw Failure(
          "extract.tooLarge", claim.object.uri, "is larger than extract.maxFileSize",
          remedy: "raise extract.maxFileSize, or exclude it")
      }
      let read = Reading(digest: try object.digest(), isRecent: Self.isRecent(claim.object))
      if read.digest == claim.extractedDigest {
        try await bench.store.confirm(claim, reading: read)
        runner.metrics.read(.unchanged)
        await runner.progress.advance(.extract, reused: 1)
        return
      }
      reading = read
      try await extract(claim, object, reading: read)
    } catch let failure as Failure where failure.isAboutItem {
      // Nothing of it was written: what an older version gave stays.
      bench.log.warning("\(failure)")
      try await bench.store.complete(
        claim, reading: reading,
        outcome: ExtractionOutcome(refusals: [Refusal(uri: claim.object.uri, failure: failure)], keepsOlder: true))
      runner.metrics.read(.quarantined)
      await runner.progress.advance(.extract, quarantined: 1)
    }
  }

  private func extract(_ claim: ClaimedObject, _ object: OpenedObject, reading: Reading) async throws {
    let collector = DocumentCollector(claim: claim, stage: stage, extractor: extractor)
    var failure: Failure?
    do {
      try await extractor.extract(descriptor: object.descriptor, uri: claim.object.uri, size: object.object.size) {
        try await collector.take($0)
      }
      try object.verifyUnchanged()
    } catch let problem as Failure where problem.isAboutItem {
      failure = problem
    }
    try await collector.finish(reading: reading, failure: failure)
  }

  /// A change within the clock's grain of the last one does not show in a file's times.
  private static func isRecent(_ object: SourceObject) -> Bool {
    let now = Int64(Date().timeIntervalSince1970 * 1e9)
    return now - max(object.modifiedNanoseconds, object.changedNanoseconds) < 2_000_000_000
  }
}
