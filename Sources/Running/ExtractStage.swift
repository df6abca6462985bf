import Corpus
import Extracting
import Foundation
import Indexing
import Pipelines
import Sourcing

/// Reads the files that changed and keeps their documents.
struct ExtractStage {
  let runner: Runner
  let documents: WorkSignal

  private var bench: Workbench { runner.bench }

  /// Small enough for one file's documents to be visible soon, large enough to keep transactions few.
  private static let claimSize = 16

  func work() async throws {
    if runner.options.stages.contains(.extract) {
      try await withThrowingTaskGroup(of: Void.self) { workers in
        for _ in 0..<max(1, runner.options.extractors) {
          workers.addTask { try await self.worker() }
        }
        try await workers.waitForAll()
      }
    }
    await documents.finish()
  }

  private func worker() async throws {
    let extractor = bench.makeExtractor()
    let sources = Dictionary(uniqueKeysWithValues: bench.plan.sources.map { ($0.name, FileSource($0)) })
    while !runner.stop.isRequested {
      let claims = try await bench.store.claimObjects(for: bench.fingerprints.extract, limit: Self.claimSize)
      if claims.isEmpty { break }
      for claim in claims where !(await isStopped()) {
        guard let source = sources[claim.source] else { continue }
        try await extract(claim, from: source, with: extractor)
      }
    }
  }

  private func isStopped() async -> Bool {
    if runner.stop.isRequested { return true }
    guard let limit = runner.options.maxDocuments else { return false }
    return await runner.progress.documents >= limit
  }

  private func extract(_ claim: ClaimedObject, from source: FileSource, with extractor: ExtractorProcess) async throws {
    var reading: Reading?
    do {
      let object = try source.open(claim.object.uri)
      let digest = try object.digest()
      let read = Reading(digest: digest, isRecent: Self.isRecent(claim.object))
      if digest == claim.extractedDigest {
        try await bench.store.confirm(claim, reading: read)
        return
      }
      reading = read
      guard claim.object.size <= bench.plan.extract.maxFileSize else {
        throw Failure(
          "extract.tooLarge", claim.object.uri, "is larger than extract.maxFileSize",
          remedy: "raise extract.maxFileSize, or exclude it")
      }
      let collector = DocumentCollector(claim: claim, stage: self)
      do {
        try await extractor.extract(
          descriptor: object.descriptor, uri: claim.object.uri, size: claim.object.size
        ) { try await collector.take($0) }
        try object.verifyUnchanged()
        try await collector.finish(reading: read, failure: nil)
      } catch let failure as Failure where failure.isAboutItem {
        try await collector.finish(reading: read, failure: failure)
      }
    } catch let failure as Failure where failure.isAboutItem {
      try await refuse(claim, reading: reading, failure)
    }
  }

  /// A change within the clock's grain of the last one does not show in a file's times.
  private static func isRecent(_ object: SourceObject) -> Bool {
    let now = Int64(Date().timeIntervalSince1970 * 1e9)
    return now - max(object.modifiedNanoseconds, object.changedNanoseconds) < 2_000_000_000
  }

  private func refuse(_ claim: ClaimedObject, reading: Reading?, _ failure: Failure) async throws {
    bench.log.warning("\(failure)")
    try await bench.store.complete(
      claim, reading: reading, refusals: [Refusal(uri: claim.object.uri, failure: failure)], kept: .all)
    await runner.progress.advance(.extract, quarantined: 1)
  }

  /// Checks a document against the pipeline's contract.
  /// - Returns: why it must not go on; nil if it may.
  func violation(of document: Document) throws -> Failure? {
    let contract = bench.plan.extract
    var characters = 0
    for scalar in document.text.unicodeScalars where !scalar.properties.isWhitespace {
      characters += 1
      if characters >= contract.minCharacters { return nil }
    }
    if characters >= max(1, contract.minCharacters) { return nil }
    var failure = Failure(
      "document.tooShort", document.uri,
      characters == 0 ? "holds no text" : "holds \(characters) characters, fewer than extract.contracts.minCharacters",
      remedy: "exclude it, or lower extract.contracts.minCharacters")
    switch contract.onViolation {
    case .quarantine: return failure
    case .warn:
      bench.log.warning("\(failure)")
      return characters == 0 ? failure : nil
    case .fail:
      failure.verdict = .stop(.input)
      throw failure
    }
  }
}

extension Failure {
  /// Whether the run can go on without the item.
  var isAboutItem: Bool {
    if case .stop = verdict { return false }
    return true
  }
}
