import Chunking
import Corpus
import Indexing
import Logging
import Threading
import Tracing

/// Cuts documents into chunks. One worker on a thread of its own: it is many times faster than the model.
struct ChunkStage {
  let runner: Runner
  let lane: Lane
  let documents: WorkSignal
  let chunks: WorkSignal

  private static let claimSize = 64
  private static let claimBytes = 4 << 20

  func work() async throws {
    guard runner.options.stages.contains(.chunk) else {
      return try await runner.attendance.watch(.chunk, before: .embed, of: lane, ending: chunks)
    }
    let cutter = Cutter(chunker: lane.bench.chunker)
    let isExhausted = try await runner.attendance.drain(.chunk, of: lane, after: documents) {
      try await cutSome(with: cutter)
    }
    if isExhausted { try await runner.finish(.chunk, of: lane) }
    await chunks.finish()
  }

  /// - Returns: whether there was anything to cut.
  private func cutSome(with cutter: Cutter) async throws -> Bool {
    let bench = lane.bench
    let claims = try await bench.store.claimDocuments(
      for: bench.fingerprints, settled: runner.options.stages.contains(.extract), limit: Self.claimSize,
      maxBytes: Self.claimBytes)
    if !claims.isEmpty { try await withSpan("chunk batch") { try await cut(claims, with: cutter, $0) } }
    return !claims.isEmpty
  }

  private func cut(_ claims: [ClaimedDocument], with cutter: Cutter, _ span: any Span) async throws {
    let bench = lane.bench
    let chunked = await cutter.cut(claims)
    try await bench.store.save(chunked, for: bench.fingerprints)
    var count = 0
    var refused = 0
    for item in chunked {
      switch item.chunks {
      case .success(let chunks): count += chunks.count
      case .failure(let failure):
        refused += 1
        bench.log.warning("\(failure)")
      }
    }
    span.attributes["quern.documents"] = claims.count
    span.attributes["quern.chunks"] = count
    span.attributes["quern.quarantined"] = refused
    await runner.progress.advance(.chunk, done: chunked.count - refused, quarantined: refused)
    await runner.progress.expect(.embed, count)
    await chunks.notify()
  }
}

/// Does the cutting on a thread of its own.
private actor Cutter {
  private let executor = ThreadExecutor(name: "chunk")
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
  private let chunker: Chunker

  init(chunker: Chunker) { self.chunker = chunker }

  func cut(_ claims: [ClaimedDocument]) -> [ChunkedDocument] {
    claims.map { claim in
      let chunks = chunker.chunks(of: claim.document)
      let empty = Failure(
        "document.noChunks", claim.document.uri, "gives no chunk: it holds no text", remedy: "exclude it")
      return ChunkedDocument(claim: claim, chunks: chunks.isEmpty ? .failure(empty) : .success(chunks))
    }
  }
}
