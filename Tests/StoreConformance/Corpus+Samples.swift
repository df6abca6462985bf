package import Corpus
package import Indexing

extension GenerationFingerprints {
  /// Fingerprints that differ where the arguments do.
  package static func sample(extract: Int = 1, chunk: Int = 1, embed: Int = 1, index: Int = 1) -> GenerationFingerprints
  {
    func print(_ stage: String, _ version: Int) -> Fingerprint {
      Fingerprint(stage: stage, version: version, settings: [:])
    }
    return GenerationFingerprints(
      extract: print("extract", extract), chunk: print("chunk", chunk), embed: print("embed", embed),
      index: print("index", index))
  }
}

extension SourceObject {
  package static func sample(_ uri: String, size: Int = 10, modified: Int64 = 1) -> SourceObject {
    SourceObject(uri: uri, size: size, modifiedNanoseconds: modified, changedNanoseconds: modified, inode: 1)
  }
}

extension Chunk {
  /// A chunk that is the whole of a text.
  static func whole(_ text: String, ordinal: Int = 0) -> Chunk {
    Chunk(
      ordinal: ordinal, bytes: 0..<text.utf8.count, location: Location(start: 0, end: text.unicodeScalars.count),
      tokenCount: 3, tokens: [101, 70_000, 102], digest: Digest(of: text))
  }
}

extension ExtractionStore {
  func claimObjects(for fingerprint: Fingerprint, limit: Int) async throws -> [ClaimedObject] {
    try await claimObjects(for: fingerprint, limit: limit, maxAttempts: 5)
  }
}

/// A short way through the stages, for cases about what comes after.
struct Walk {
  let store: any Store
  let fingerprints: GenerationFingerprints

  init(_ store: any Store, _ fingerprints: GenerationFingerprints = .sample()) {
    self.store = store
    self.fingerprints = fingerprints
  }

  func list(_ objects: [SourceObject], source: String = "s") async throws {
    try await store.beginListing(of: source)
    _ = try await store.note(objects, of: source)
    _ = try await store.removeMissing(of: source)
  }

  /// Extracts every claimed file to one document with the given text.
  func extract(_ text: (String) -> String = { "text of \($0)" }) async throws {
    for claim in try await store.claimObjects(for: fingerprints.extract, limit: 100) {
      let document = Document(uri: claim.object.uri, mediaType: "text/plain", text: text(claim.object.uri))
      _ = try await store.save([document], of: claim)
      let reading = Reading(digest: Digest(of: document.text), isRecent: false)
      try await store.complete(claim, reading: reading, outcome: ExtractionOutcome())
    }
  }

  func chunk() async throws {
    let claims = try await store.claimDocuments(for: fingerprints, settled: true, limit: 100, maxBytes: 1 << 20)
    try await store.save(
      claims.map { ChunkedDocument(claim: $0, chunks: .success([.whole($0.document.text)])) }, for: fingerprints)
  }

  func embed() async throws {
    let claims = try await store.claimChunks(for: fingerprints, maxTokens: 1 << 20, budget: nil, withText: true)
    try await store.save(
      claims.map { EmbeddedChunk(claim: $0, vector: .success([Float($0.passage.text.count), 0.5])) }, for: fingerprints)
  }

  func all() async throws {
    try await extract()
    try await chunk()
    try await embed()
  }

  /// Closes the run and opens another, as a second process would.
  func again() async throws {
    for var run in try await store.runs(limit: 1) where run.finishedAt == nil {
      run.finishedAt = run.startedAt
      run.outcome = .finished
      try await store.finish(run)
    }
    _ = try await store.beginRun(RunRequest())
  }
}
