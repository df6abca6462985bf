import Corpus
import Indexing
import PostgresStore
import StoreConformance
import Testing

@Suite(.postgres) struct TextTests {
  /// Whatever a Swift text may hold.
  private static let odd = "a\u{0}b\u{10FFFF}c\u{10FFFF}0\u{1F9C0}e\u{301}\u{FFFE}\\0"

  @Test func `a document with U+0000 everywhere is read back as it was`() async throws {
    try await Installation.with { installation in
      let store = try await installation.store()
      let fingerprints = GenerationFingerprints.sample()
      let generation = try await store.createGeneration(fingerprints, dimension: 2, precision: "f32", recipe: Self.odd)
      _ = try await store.beginRun(RunRequest())
      try await store.beginListing(of: Self.odd)
      _ = try await store.note([.sample(Self.odd)], of: Self.odd)
      _ = try await store.note([.sample(Self.odd)], of: Self.odd)
      let claim = try #require(
        try await store.claimObjects(for: fingerprints.extract, limit: 5, maxAttempts: 5).first)
      #expect((claim.source, claim.object.uri) == (Self.odd, Self.odd))
      let document = Document(
        uri: Self.odd, title: Self.odd, mediaType: Self.odd, text: Self.odd,
        headings: [Heading(offset: 0, level: 1, title: Self.odd)],
        pages: [PageStart(offset: 0, number: 1, label: Self.odd)], links: [Link(target: Self.odd, text: Self.odd)],
        metadata: [Self.odd: .string(Self.odd)])
      let failure = Failure(Self.odd, Self.odd, Self.odd, remedy: Self.odd)
      _ = try await store.save([document], of: claim)
      try await store.complete(
        claim, reading: .sample(document),
        outcome: ExtractionOutcome(refusals: [Refusal(uri: Self.odd + "#2", failure: failure)]))
      let claims = try await store.claimDocuments(for: fingerprints, settled: true, limit: 5, maxBytes: 100)
      #expect(claims.map(\.document) == [document])
      let chunk = Chunk(
        ordinal: 0, bytes: 0..<Self.odd.utf8.count, location: Location(start: 0, end: 9, headings: [Self.odd]),
        context: Self.odd, tokenCount: 1, tokens: [7], digest: Digest(of: Self.odd))
      try await store.save(
        claims.map { ChunkedDocument(claim: $0, chunks: .success([chunk])) }, for: fingerprints)
      let chunks = try await store.claimChunks(for: fingerprints, maxTokens: 9, budget: nil, withText: true)
      #expect(chunks.map(\.passage.text) == [Self.odd + "\n" + Self.odd])
      try await store.save(
        chunks.map { EmbeddedChunk(claim: $0, vector: .success([0.5, -1])) }, for: fingerprints)
      let ready = try #require(try await store.readyDocuments(of: generation, after: 0, limit: 5).first)
      #expect(ready.document == document)
      #expect(ready.chunks.map(\.text) == [Self.odd])
      #expect(ready.chunks.map(\.location) == [chunk.location])
      #expect(ready.chunks.map(\.vector) == [[0.5, -1]])
      #expect(try await store.items(matching: "\u{0}b", fingerprints: fingerprints, limit: 5).count == 1)
      #expect(try await store.items(matching: "0", fingerprints: fingerprints, limit: 5).map(\.title) == [Self.odd])
      #expect(try await store.quarantined(uri: Self.odd + "#2", limit: 5).map(\.failure) == [failure])
      #expect(try await store.generations().map(\.recipe) == [Self.odd])
      #expect(try await store.flaws(of: generation).isEmpty)
    }
  }

  @Test func `a title that is empty is not one that is missing`() async throws {
    try await Installation.with { installation in
      let store = try await installation.store()
      let fingerprints = GenerationFingerprints.sample()
      _ = try await store.beginRun(RunRequest())
      try await Mill(store: store, ledger: Ledger()).list(1)
      let claim = try #require(
        try await store.claimObjects(for: fingerprints.extract, limit: 5, maxAttempts: 5).first)
      let documents = [nil, ""].enumerated().map { Document(uri: "\($0)", title: $1, mediaType: "", text: "") }
      #expect(try await store.save(documents, of: claim) == 2)
      let claims = try await store.claimDocuments(for: fingerprints, settled: true, limit: 5, maxBytes: 100)
      #expect(claims.map(\.document) == documents)
    }
  }

  @Test func `a URI may be longer than an index entry`() async throws {
    try await Installation.with { installation in
      let store = try await installation.store()
      let fingerprints = GenerationFingerprints.sample()
      _ = try await store.beginRun(RunRequest())
      let uris = ["a", "b"].map { String(repeating: "long/", count: 2000) + $0 }
      try await store.beginListing(of: "s")
      _ = try await store.note(uris.map { .sample($0) }, of: "s")
      let claims = try await store.claimObjects(for: fingerprints.extract, limit: 5, maxAttempts: 5)
      #expect(claims.map(\.object.uri) == uris)
      let failure = Failure("pdf.corrupt", "a", "is damaged", remedy: "replace it")
      for claim in claims {
        _ = try await store.save([.sample(claim.object.uri)], of: claim)
        try await store.complete(
          claim, reading: .sample(.sample("x")),
          outcome: ExtractionOutcome(refusals: [Refusal(uri: claim.object.uri + "#1", failure: failure)]))
      }
      #expect(try await store.items(matching: nil, fingerprints: fingerprints, limit: 5).map(\.uri) == uris)
      _ = try await store.createGeneration(fingerprints, dimension: 2, precision: "f32", recipe: "")
      #expect(try await store.quarantined(uri: nil, limit: 5).map(\.uri) == uris.map { $0 + "#1" })
    }
  }
}
