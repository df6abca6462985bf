import Corpus
import Indexing
import Testing

extension StoreConformance {
  static let censuses: [StoreConformance] = [
    StoreConformance("a census tells of every step since the last one") { store in
      let walk = Walk(store)
      let generation = try await store.createGeneration(walk.fingerprints, dimension: 2, precision: "f32", recipe: "")
      func pending() async throws -> [Int] {
        let census = try await store.census(of: walk.fingerprints, generation: generation.id)
        return [census.extract, census.chunk, census.embed, census.index].map(\.pending)
      }
      _ = try await store.beginRun(RunRequest())
      #expect(try await pending() == [0, 0, 0, 0])
      try await walk.list(["a", "b"].map { .sample($0) })
      #expect(try await pending() == [2, 0, 0, 0])
      try await walk.extract()
      #expect(try await pending() == [0, 2, 0, 2])
      try await walk.chunk()
      #expect(try await pending() == [0, 0, 2, 2])
      try await walk.embed()
      #expect(try await pending() == [0, 0, 0, 2])
      _ = try await publish(store, generation, segment: "one")
      #expect(try await pending() == [0, 0, 0, 0])
      try await walk.again()
      #expect(try await pending() == [0, 0, 0, 0])
      try await walk.list([.sample("a")])
      let census = try await store.census(of: walk.fingerprints, generation: generation.id)
      #expect((census.index.total, census.published, census.isAllIndexed, census.hasOutdated) == (1, 2, true, true))
    },
    StoreConformance("what comes after a census that found nothing to do is handed out") { store in
      let walk = Walk(store)
      _ = try await store.beginRun(RunRequest())
      try await walk.list(["a", "b"].map { .sample($0) })
      try await walk.all()
      try await walk.again()
      #expect(try await store.census(of: walk.fingerprints, generation: nil).embed.pending == 0)
      try await walk.list([.sample("a", modified: 2), .sample("b"), .sample("c")])
      try await walk.extract { "newer text of \($0)" }
      await store.rewind(.chunk)
      try await walk.chunk()
      let claims = try await store.claimChunks(for: walk.fingerprints, maxTokens: 100, budget: nil, withText: true)
      #expect(claims.map(\.passage.text).sorted() == ["newer text of a", "newer text of c"])
      #expect(claims.map(\.uri).sorted() == ["a", "c"])
    },
    StoreConformance("a text that waits again, since its refusal went with another document, is handed out") { store in
      let walk = Walk(store)
      _ = try await store.beginRun(RunRequest())
      try await walk.list(["a", "b"].map { .sample($0) })
      try await walk.extract { _ in "same" }
      try await walk.chunk()
      let claims = try await store.claimChunks(for: walk.fingerprints, maxTokens: 100, budget: nil, withText: true)
      let refused = try #require(claims.first?.uri)
      let failure = Failure("embed.refused", refused, "the model refuses a chunk", remedy: "exclude it")
      try await store.save(claims.map { EmbeddedChunk(claim: $0, vector: .failure(failure)) }, for: walk.fingerprints)
      try await walk.again()
      let census = try await store.census(of: walk.fingerprints, generation: nil)
      #expect((census.embed.quarantined, census.embed.pending) == (2, 0))
      try await walk.list(["a", "b"].map { .sample($0, modified: $0 == refused ? 2 : 1) })
      try await walk.extract { _ in "other" }
      try await walk.chunk()
      let again = try await store.claimChunks(for: walk.fingerprints, maxTokens: 100, budget: nil, withText: true)
      #expect(again.map(\.passage.text).sorted() == ["other", "same"])
    },
  ]
}
