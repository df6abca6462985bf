import Corpus
import Indexing
import PostgresStore
import StoreConformance

/// What several workers were handed, row by row.
actor Ledger {
  private(set) var handouts: [String: Int] = [:]
  private(set) var tokensInHand = 0
  private(set) var mostTokens = 0

  func note(_ rows: [String], tokens: Int = 0) {
    for row in rows { handouts[row, default: 0] += 1 }
    tokensInHand += tokens
    mostTokens = max(mostTokens, tokensInHand)
  }

  /// Rows that more than one worker got.
  var repeated: [String] { handouts.filter { $0.value > 1 }.keys.sorted() }
}

/// Does what a worker process does, without reading or computing anything.
struct Mill {
  let store: PostgresStore
  let ledger: Ledger
  var fingerprints = GenerationFingerprints.sample()
  var budget: Int?

  func list(_ count: Int) async throws {
    try await store.beginListing(of: "s")
    _ = try await store.note((0..<count).map { .sample("file \($0)") }, of: "s")
  }

  func grind() async throws {
    try await drain(.extract) { try await extract() }
    try await drain(.chunk) { try await chunk() }
    try await drain(.embed) { try await embed() }
  }

  /// Claims until nothing is left, in nobody's hands either.
  func drain(_ stage: Stage, _ claim: () async throws -> Bool) async throws {
    var isLastLook = false
    while true {
      let others = try await store.othersAtWork(on: stage, for: fingerprints)
      if try await claim() {
        isLastLook = false
        continue
      }
      if isLastLook, !others, try await !store.othersAtWork(on: stage, for: fingerprints) { return }
      await store.rewind(stage)
      isLastLook = true
    }
  }

  func extract() async throws -> Bool {
    let claims = try await store.claimObjects(for: fingerprints.extract, limit: 7, maxAttempts: 5)
    await ledger.note(claims.map { "object \($0.id)" })
    for claim in claims {
      let document = Document.sample(claim.object.uri)
      _ = try await store.save([document], of: claim)
      try await store.complete(claim, reading: .sample(document), outcome: ExtractionOutcome())
    }
    return !claims.isEmpty
  }

  func chunk() async throws -> Bool {
    let claims = try await store.claimDocuments(for: fingerprints, settled: true, limit: 9, maxBytes: 1 << 20)
    await ledger.note(claims.map { "document \($0.id)" })
    try await store.save(
      claims.map { ChunkedDocument(claim: $0, chunks: .success($0.document.lines)) }, for: fingerprints)
    return !claims.isEmpty
  }

  func embed() async throws -> Bool {
    let claims = try await store.claimChunks(for: fingerprints, maxTokens: 60, budget: budget, withText: true)
    await ledger.note(claims.map { "text \($0.passage.text)" }, tokens: claims.count * 5)
    try await store.save(claims.map { EmbeddedChunk(claim: $0, vector: .success([1, 2])) }, for: fingerprints)
    return !claims.isEmpty
  }
}
