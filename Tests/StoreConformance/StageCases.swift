import Corpus
import Indexing
import Testing

extension StoreConformance {
  static let chunks: [StoreConformance] = [
    StoreConformance("documents are handed out once, within the byte bound, one larger document alone") { store in
      let walk = Walk(store)
      _ = try await store.beginRun(RunRequest())
      try await walk.list(["a", "b", "c"].map { .sample($0) })
      try await walk.extract { _ in String(repeating: "x", count: 100) }
      var uris: [[String]] = []
      while true {
        let claims = try await store.claimDocuments(for: walk.fingerprints, settled: true, limit: 10, maxBytes: 50)
        if claims.isEmpty { break }
        uris.append(claims.map(\.document.uri))
      }
      #expect(uris == [["a"], ["b"], ["c"]])
    },
    StoreConformance("a document that cannot be cut is quarantined and held back, the others go on") { store in
      let walk = Walk(store)
      let generation = try await store.createGeneration(walk.fingerprints, dimension: 2, precision: "f32", recipe: "")
      _ = try await store.beginRun(RunRequest())
      try await walk.list(["a", "b"].map { .sample($0) })
      try await walk.extract()
      let claims = try await store.claimDocuments(for: walk.fingerprints, settled: true, limit: 10, maxBytes: 1000)
      let failure = Failure("document.noChunks", "a", "gives no chunk", remedy: "exclude it")
      try await store.save(
        [
          ChunkedDocument(claim: claims[0], chunks: .failure(failure)),
          ChunkedDocument(claim: claims[1], chunks: .success([.whole(claims[1].document.text)])),
        ], for: walk.fingerprints)
      try await walk.embed()
      let census = try await store.census(of: walk.fingerprints, generation: generation.id)
      #expect(census.chunk == Census.Tally(total: 2, complete: 1, quarantined: 1, declared: 2))
      #expect(census.index == Census.Tally(total: 2, complete: 0, quarantined: 1, declared: 2))
      #expect(try await store.failures(of: generation) == 1)
      #expect(try await store.readyCount(of: generation) == 1)
      #expect(try await store.discard(uri: "a") == 1)
      #expect(try await store.failures(of: generation) == 0)
      #expect(try await store.readyCount(of: generation) == 1)
    },
  ]

  static let embeddings: [StoreConformance] = [
    StoreConformance("passages come back with their text and tokens") { store in
      let walk = Walk(store)
      _ = try await store.beginRun(RunRequest())
      try await walk.list([.sample("a")])
      try await walk.extract { _ in "käse" }
      try await walk.chunk()
      let claim = try #require(
        try await store.claimChunks(for: walk.fingerprints, maxTokens: 10, budget: nil, withText: true).first)
      #expect(claim.passage.text == "käse")
      #expect(claim.passage.tokens == [101, 70_000, 102])
      #expect(claim.uri == "a")
    },
    StoreConformance("equal texts are embedded once, by whichever model asks") { store in
      let walk = Walk(store)
      _ = try await store.beginRun(RunRequest())
      try await walk.list(["a", "b", "c"].map { .sample($0) })
      try await walk.extract { $0 == "c" ? "other" : "same" }
      try await walk.chunk()
      #expect(
        try await store.claimChunks(for: walk.fingerprints, maxTokens: 1000, budget: nil, withText: false).count == 2)
      try await walk.again()
      try await walk.embed()
      let census = try await store.census(of: walk.fingerprints, generation: nil)
      #expect(census.embed == Census.Tally(total: 3, complete: 3, quarantined: 0, declared: 3))
      try await walk.again()
      #expect(
        try await store.claimChunks(for: walk.fingerprints, maxTokens: 1000, budget: nil, withText: false).isEmpty)
      #expect(
        try await store.claimChunks(for: .sample(embed: 2), maxTokens: 1000, budget: nil, withText: false).count == 2)
    },
    StoreConformance("claims stop at the token bound and go on where they stopped") { store in
      let walk = Walk(store)
      _ = try await store.beginRun(RunRequest())
      try await walk.list((0..<5).map { .sample("\($0)") })
      try await walk.extract()
      try await walk.chunk()
      var sizes: [Int] = []
      while true {
        let claims = try await store.claimChunks(for: walk.fingerprints, maxTokens: 6, budget: nil, withText: false)
        if claims.isEmpty { break }
        sizes.append(claims.count)
      }
      #expect(sizes == [2, 2, 1])
    },
    StoreConformance("a run's claims stay within its budget of tokens") { store in
      let walk = Walk(store)
      _ = try await store.beginRun(RunRequest())
      try await walk.list((0..<5).map { .sample("\($0)") })
      try await walk.extract()
      try await walk.chunk()
      func claim() async throws -> [ClaimedChunk] {
        try await store.claimChunks(for: walk.fingerprints, maxTokens: 6, budget: 10, withText: true)
      }
      let first = try await claim()
      let second = try await claim()
      #expect([first.count, second.count] == [2, 1])
      #expect(try await claim().isEmpty)
      try await store.save(
        (first + second).map { EmbeddedChunk(claim: $0, vector: .success([1, 0])) }, for: walk.fingerprints)
      #expect(try await claim().isEmpty)
      #expect(try await store.claimChunks(for: walk.fingerprints, maxTokens: 6, budget: nil, withText: true).count == 2)
    },
    StoreConformance("a text the model refuses holds its document back until the document changes") { store in
      let walk = Walk(store)
      let generation = try await store.createGeneration(walk.fingerprints, dimension: 2, precision: "f32", recipe: "")
      _ = try await store.beginRun(RunRequest())
      try await walk.list([.sample("a")])
      try await walk.extract()
      try await walk.chunk()
      let claims = try await store.claimChunks(for: walk.fingerprints, maxTokens: 100, budget: nil, withText: true)
      let failure = Failure("embed.refused", "a", "the model refuses a chunk", remedy: "exclude it")
      try await store.save(claims.map { EmbeddedChunk(claim: $0, vector: .failure(failure)) }, for: walk.fingerprints)
      #expect(try await store.readyDocuments(of: generation, after: 0, limit: 5).isEmpty)
      let tally = try await store.census(of: walk.fingerprints, generation: generation.id).embed
      #expect((tally.total, tally.complete, tally.quarantined, tally.pending) == (1, 0, 1, 0))
      try await walk.again()
      #expect(try await store.claimChunks(for: walk.fingerprints, maxTokens: 100, budget: nil, withText: false).isEmpty)
      try await walk.list([.sample("a", modified: 5)])
      try await walk.extract { _ in "another text" }
      try await walk.chunk()
      try await walk.embed()
      #expect(
        try await store.readyDocuments(of: generation, after: 0, limit: 5).map(\.document.text) == ["another text"])
      #expect(try await store.quarantined(uri: nil, limit: 5).isEmpty)
    },
  ]
}
