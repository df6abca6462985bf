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
    try await runner.crew(of: isRemote ? 4 : 2) { try await self.worker() }
  }

  private func worker() async throws {
    let budget = bench.plan.maxTokens
    let wanted = bench.plan.embed.maxBatchTokens * Self.claimedBatches
    while !runner.stop.isRequested {
      let seen = await chunks.current
      let wasFinished = await chunks.isFinished
      guard let room = await runner.progress.reserve(wanted, of: budget) else {
        try await stopIfWorkIsLeft()
        return
      }
      let claims = try await bench.store.claimChunks(for: bench.fingerprints, maxTokens: room, withText: isRemote)
      if !claims.isEmpty { try await embed(claims) }
      await runner.progress.release(room, of: budget)
      if claims.isEmpty {
        if wasFinished {
          try await stopIfWorkIsLeft()
          return
        }
        await chunks.wait(after: seen)
      }
    }
  }

  /// Tells the end of the work from the end of the budget.
  private func stopIfWorkIsLeft() async throws {
    guard bench.plan.maxTokens != nil else { return }
    let census = try await bench.store.census(of: bench.fingerprints, generation: nil)
    if census.embed.pending > 0 { runner.stop.request(.budgetReached) }
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
