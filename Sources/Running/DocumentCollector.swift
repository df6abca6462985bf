import Corpus
import Indexing
import Logging

/// Gathers what one file's extraction yields, and writes it in batches of bounded size.
actor DocumentCollector {
  private let claim: ClaimedObject
  private let stage: ExtractStage
  private var batch: [Document] = []
  private var batchBytes = 0
  private var refusals: [Refusal] = []
  private var emitted = 0

  private static let maxBatchBytes = 4 << 20
  private static let maxBatchCount = 256

  init(claim: ClaimedObject, stage: ExtractStage) {
    self.claim = claim
    self.stage = stage
  }

  func take(_ item: ExtractedItem) async throws {
    switch item {
    case .document(let document):
      if let failure = try stage.violation(of: document) {
        refuse(document.uri, failure)
        return
      }
      batch.append(document)
      batchBytes += document.text.utf8.count
      if batchBytes >= Self.maxBatchBytes || batch.count >= Self.maxBatchCount { try await flush() }
    case .refused(let uri, let failure):
      refuse(uri, failure)
    case .skipped(let uri, let reason):
      stage.runner.bench.log.debug("\(uri): skipped: \(reason)")
    }
  }

  /// - Parameter failure: what ended the extraction early, if anything did.
  func finish(reading: Reading, failure: Failure?) async throws {
    try await flush()
    if let failure { refuse(claim.object.uri, failure) }
    // A file that gave nothing keeps what an older version of it gave.
    let kept: KeptDocuments = failure != nil && emitted == 0 ? .all : .saved
    try await stage.runner.bench.store.complete(claim, reading: reading, refusals: refusals, kept: kept)
    let whole = refusals.contains { $0.uri == claim.object.uri }
    await stage.runner.progress.advance(.extract, done: whole ? 0 : 1, quarantined: whole ? 1 : 0)
  }

  private func refuse(_ uri: String, _ failure: Failure) {
    stage.runner.bench.log.warning("\(failure)")
    refusals.append(Refusal(uri: uri, failure: failure))
  }

  private func flush() async throws {
    guard !batch.isEmpty else { return }
    let documents = batch
    batch.removeAll(keepingCapacity: true)
    batchBytes = 0
    emitted += documents.count
    let changed = try await stage.runner.bench.store.save(documents, of: claim)
    await stage.runner.progress.wrote(documents: changed)
    await stage.documents.notify()
  }
}
