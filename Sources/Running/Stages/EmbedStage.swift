import Corpus
import Indexing
import Logging
import Pipelines
import Tracing

/// Gives every chunk a vector.
struct EmbedStage {
  let runner: Runner
  let lane: Lane
  let chunks: WorkSignal

  private var bench: Workbench { lane.bench }

  /// Batches claimed at a time, so that the model can sort many by length.
  private static let claimedBatches = 4

  private var isRemote: Bool {
    if case .openai = bench.plan.embed.model { return true }
    return false
  }

  func work() async throws {
    guard runner.options.stages.contains(.embed) else {
      return try await runner.attendance.watch(.embed, before: .index, of: lane)
    }
    // Two workers on a local model: one reads and writes the catalogue while the other's batch is computed.
    let isExhausted = try await runner.crew(of: isRemote ? 4 : 2) { try await self.worker() }
    guard isExhausted, try await isWithinBudget() else { return }
    try await runner.finish(.embed, of: lane)
  }

  private func worker() async throws -> Bool {
    let wanted = bench.plan.embed.maxBatchTokens * Self.claimedBatches
    return try await runner.attendance.drain(.embed, of: lane, after: chunks) {
      let claims = try await bench.store.claimChunks(
        for: bench.fingerprints, maxTokens: wanted, budget: bench.plan.maxTokens, withText: isRemote)
      if !claims.isEmpty { try await withSpan("embed batch") { try await embed(claims, $0) } }
      return !claims.isEmpty
    }
  }

  /// Tells the end of the work from the end of the budget, which both look like nothing to claim.
  private func isWithinBudget() async throws -> Bool {
    guard bench.plan.maxTokens != nil else { return true }
    let census = try await bench.store.census(of: bench.fingerprints, generation: nil)
    if census.embed.pending > 0 { runner.stop.request(.budgetReached) }
    return census.embed.pending == 0
  }

  private func embed(_ claims: [ClaimedChunk], _ span: any Span) async throws {
    let tokens = claims.reduce(0) { $0 + $1.passage.tokens.count }
    span.attributes["quern.chunks"] = claims.count
    span.attributes["quern.tokens"] = tokens
    let started = ContinuousClock.now
    let vectors: [Result<[Float], Failure>]
    do {
      vectors = try await bench.embedder.embed(claims.map(\.passage))
    } catch var failure as Failure {
      // Retries are behind us: the model's side is down.
      if failure.isAboutItem { failure.verdict = .stop(.dependency) }
      throw failure
    }
    runner.metrics.embedded(claims.count, tokens: tokens, in: ContinuousClock.now - started)
    let embedded = zip(claims, vectors).map { EmbeddedChunk(claim: $0, vector: $1) }
    try await bench.store.save(embedded, for: bench.fingerprints)
    var refused = 0
    for item in embedded {
      guard case .failure(let failure) = item.vector else { continue }
      refused += 1
      bench.log.warning("\(failure)")
    }
    span.attributes["quern.quarantined"] = refused
    await runner.progress.advance(
      .embed, done: claims.count - refused, quarantined: refused, tokens: tokens)
  }
}
