import Corpus
import Extracting
import Indexing
import Logging

/// Gathers what one file's extraction yields, and writes it in batches of bounded size.
actor DocumentCollector {
  private let claim: ClaimedObject
  private let stage: ExtractStage
  private let extractor: ExtractorProcess
  private var batch: [Document] = []
  private var batchBytes = 0
  private var refusals: [Refusal] = []
  private var emitted = 0
  private var skipped = 0
  private var skipReason: String?

  private static let maxBatchBytes = 4 << 20
  private static let maxBatchCount = 256

  /// The extractor's thread, which it hands every item over on: most are one row of a table.
  nonisolated var unownedExecutor: UnownedSerialExecutor { extractor.unownedExecutor }

  init(claim: ClaimedObject, stage: ExtractStage, extractor: ExtractorProcess) {
    self.claim = claim
    self.stage = stage
    self.extractor = extractor
  }

  func take(_ item: ExtractedItem) async throws {
    switch item {
    case .document(let document):
      if let failure = try stage.violation(of: document) {
        refuse(document.uri, failure, document.mediaType)
        return
      }
      batch.append(document)
      batchBytes += document.text.utf8.count
      if batchBytes >= Self.maxBatchBytes || batch.count >= Self.maxBatchCount { try await flush() }
    case .refused(let uri, let failure):
      refuse(uri, failure)
    case .skipped(let uri, let reason):
      stage.lane.bench.log.debug("\(uri): skipped: \(reason)")
      stage.runner.metrics.read(.skipped)
      skipped += 1
      if uri == claim.object.uri { skipReason = reason }
    }
  }

  /// - Parameter failure: what ended the extraction early, if anything did.
  func finish(reading: Reading, failure: Failure?) async throws {
    try await flush()
    if let failure { refuse(claim.object.uri, failure) }
    if emitted + refusals.count + skipped == 0 {
      refuse(
        claim.object.uri,
        Failure("extract.nothing", claim.object.uri, "gives no document and no reason", remedy: "exclude it"))
    }
    let isRefused = refusals.contains { $0.uri == claim.object.uri }
    // A file that gave nothing keeps what an older version of it gave.
    let outcome = ExtractionOutcome(refusals: refusals, skipped: skipReason, keepsOlder: isRefused && emitted == 0)
    try await stage.lane.bench.store.complete(claim, reading: reading, outcome: outcome)
    let isDone = !isRefused && skipReason == nil
    await stage.runner.progress.advance(.extract, done: isDone ? 1 : 0, quarantined: isRefused ? 1 : 0)
  }

  private func refuse(_ uri: String, _ failure: Failure, _ mediaType: String? = nil) {
    stage.runner.metrics.read(.quarantined, mediaType)
    stage.lane.bench.log.warning("\(failure)")
    refusals.append(Refusal(uri: uri, failure: failure))
  }

  private func flush() async throws {
    guard !batch.isEmpty else { return }
    let documents = batch
    batch.removeAll(keepingCapacity: true)
    batchBytes = 0
    emitted += documents.count
    for document in documents { stage.runner.metrics.read(.success, document.mediaType) }
    let changed = try await stage.lane.bench.store.save(documents, of: claim)
    await stage.runner.progress.wrote(documents: changed)
    await stage.documents.notify()
  }
}
