import Corpus
import Indexing
import Logging
import Pipelines

/// Reads the files that changed and keeps their documents.
struct ExtractStage {
  let runner: Runner
  let lane: Lane
  let documents: WorkSignal

  private var bench: Workbench { lane.bench }

  func work() async throws {
    guard runner.options.stages.contains(.extract) else {
      return try await runner.attendance.watch(.extract, before: .chunk, of: lane, ending: documents)
    }
    let isExhausted = try await runner.crew(of: max(1, runner.options.extractors)) {
      try await ExtractWorker(stage: self).work()
    }
    if isExhausted { try await runner.finish(.extract, of: lane) }
    await documents.finish()
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
