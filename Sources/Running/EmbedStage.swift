import Corpus
import Indexing
import Logging
import Pipelines

/// Gives every chunk a vector.
struct EmbedStage {
  let runner: Runner
  let chunks: WorkSignal

  private var bench: Workbench { runner.bench }

  /// Batches claimed at a time, so that the model can sort many by length.
  private static let claimedBatches = 4

  private var isRemote: Bool {
    if case .openai = bench.plan.embed.model { return true }
    return false
  }

  func work() async throws {
    guard runner.options.stages.contains(.embed) else { return }
    // Two workers on a local model: one reads and writes the catalogue while the other's batch is computed.
    try await withThrowingTaskGroup(of: Void.self) { workers in
      for _ in 0..<(isRemote ? 4 : 2) {
        workers.addTask { try await self.worker() }
      }
      try await workers.waitForAll()
    }
  }

  private func worker() async throws {
    while !runner.stop.isRequested {
      let spent = await runner.progress.tokens
      if let budget = bench.plan.maxTokens, spent >= budget {
        runner.stop.request(.budgetReached)
        return
      }
      let seen = await chunks.current
      let wasFinished = await chunks.isFinished
      let room = bench.plan.maxTokens.map { $0 - spent } ?? .max
      let claims = try await bench.store.claimChunks(
        for: bench.fingerprints, maxTokens: min(room, bench.plan.embed.maxBatchTokens * Self.claimedBatches),
        withText: isRemote)
      if claims.isEmpty {
        if wasFinished { return }
        await chunks.wait(after: seen)
        continue
      }
      try await embed(claims)
    }
  }

  private func embed(_ claims: [ClaimedChunk]) async throws {
    let vectors: [Result<[Float], Failure>]
    do {
      vectors = try await bench.embedder.embed(claims.map(\.passage))
    } catch var failure as Failure {
      // Retries are behind us: the model's side is down.
      if failure.isAboutItem { failure.verdict = .stop(.dependency) }
      throw failure
    }
    let embedded = zip(claims, vectors).map { EmbeddedChunk(claim: $0, vector: $1) }
    try await bench.store.save(embedded, for: bench.fingerprints)
    var refused = 0
    for item in embedded {
      guard case .failure(let failure) = item.vector else { continue }
      refused += 1
      bench.log.warning("\(failure)")
    }
    await runner.progress.advance(
      .embed, done: claims.count - refused, quarantined: refused,
      tokens: claims.reduce(0) { $0 + $1.passage.tokens.count })
  }
}
