import Corpus
import Indexing
import Testing

extension StoreConformance {
  /// Publishes everything that is ready as one segment.
  static func publish(
    _ store: any Store, _ generation: Generation, segment: String, promotes: Bool = true
  ) async throws -> Revision {
    let replaces = try await store.revision(of: generation)?.number ?? 0
    let ready = try await store.readyDocuments(of: generation, after: 0, limit: 100)
    let outdated = try await store.outdatedMembers(of: generation)
    let keys = Set(ready.map(\.id))
    let entry = Revision.Entry(
      segment: segment, documents: ready.count, chunks: ready.count, bytes: 1, tombstones: [1, 2], deleted: 0)
    let revision = try await store.publish(
      Publication(
        replaces: replaces, entries: [entry],
        members: ready.enumerated().map { Member(document: $1.id, row: $1.row, segment: segment, number: $0) },
        removed: outdated.map(\.document).filter { !keys.contains($0) }, run: 1),
      of: generation)
    if promotes { try await store.promote(generation.id) }
    return revision
  }

  static let publication: [StoreConformance] = [
    StoreConformance("only complete documents are ready, with their chunks in order") { store in
      let walk = Walk(store)
      let generation = try await store.createGeneration(walk.fingerprints, dimension: 2, precision: "f32", recipe: "")
      _ = try await store.beginRun(RunRequest())
      try await walk.list(["a", "b"].map { .sample($0) })
      try await walk.extract()
      try await walk.chunk()
      #expect(try await store.readyDocuments(of: generation, after: 0, limit: 5).isEmpty)
      try await walk.embed()
      let ready = try await store.readyDocuments(of: generation, after: 0, limit: 5)
      #expect(ready.map(\.document.uri) == ["a", "b"])
      #expect(ready[0].chunks.map(\.text) == ["text of a"])
      #expect(ready[0].chunks.map(\.vector) == [[9, 0.5]])
      #expect(try await store.readyDocuments(of: generation, after: ready[0].row, limit: 5).count == 1)
    },
    StoreConformance("a published revision is read back, and its documents are no longer ready") { store in
      let walk = Walk(store)
      let generation = try await store.createGeneration(walk.fingerprints, dimension: 2, precision: "f32", recipe: "")
      _ = try await store.beginRun(RunRequest())
      try await walk.list(["a", "b"].map { .sample($0) })
      try await walk.all()
      #expect(try await store.revision(of: generation) == nil)
      let revision = try await publish(store, generation, segment: "one")
      #expect(try await store.revision(of: generation) == revision)
      #expect(revision.number == 1)
      #expect(try await store.readyDocuments(of: generation, after: 0, limit: 5).isEmpty)
      #expect(try await store.listedSegments() == ["one"])
      let census = try await store.census(of: walk.fingerprints, generation: generation.id)
      #expect(census.index.complete == 2)
      #expect(census.published == 2)
      #expect(try await store.items(matching: "a", fingerprints: walk.fingerprints, limit: 5).map(\.indexed) == [true])
    },
    StoreConformance("a publication made from an older revision is refused") { store in
      let generation = try await store.createGeneration(.sample(), dimension: 2, precision: "f32", recipe: "")
      _ = try await publish(store, generation, segment: "one")
      let late = Publication(replaces: 0, entries: [], members: [], removed: [], run: 9)
      let refusal = await #expect(throws: Failure.self) { _ = try await store.publish(late, of: generation) }
      #expect(refusal?.code == "publication.overtaken")
      #expect(try await store.listedSegments() == ["one"])
    },
    StoreConformance("promotion retires the generation before, in one step") { store in
      let first = try await store.createGeneration(.sample(), dimension: 2, precision: "f32", recipe: "")
      let second = try await store.createGeneration(.sample(embed: 2), dimension: 2, precision: "f32", recipe: "")
      _ = try await publish(store, first, segment: "one")
      #expect(try await store.generations().map(\.state) == [.live, .building])
      _ = try await publish(store, second, segment: "two")
      #expect(try await store.generations().map(\.state) == [.retired, .live])
    },
    StoreConformance("a member is outdated when its document is gone, or replaced by one that is ready") { store in
      let walk = Walk(store)
      let generation = try await store.createGeneration(walk.fingerprints, dimension: 2, precision: "f32", recipe: "")
      _ = try await store.beginRun(RunRequest())
      try await walk.list(["a", "b", "c"].map { .sample($0) })
      try await walk.all()
      _ = try await publish(store, generation, segment: "one")
      try await walk.again()
      try await walk.list([.sample("a"), .sample("b", modified: 2)])
      try await walk.extract { "newer text of \($0)" }
      #expect(try await store.outdatedMembers(of: generation).map(\.number) == [2])
      try await walk.chunk()
      try await walk.embed()
      #expect(try await store.outdatedMembers(of: generation).map(\.number).sorted() == [1, 2])
      _ = try await publish(store, generation, segment: "two")
      #expect(try await store.outdatedMembers(of: generation).isEmpty)
      #expect(try await store.census(of: walk.fingerprints, generation: generation.id).published == 2)
    },
    StoreConformance("a new generation reuses what its fingerprints share with the old one") { store in
      let walk = Walk(store)
      _ = try await store.createGeneration(walk.fingerprints, dimension: 2, precision: "f32", recipe: "")
      _ = try await store.beginRun(RunRequest())
      try await walk.list(["a", "b"].map { .sample($0) })
      try await walk.all()
      let census = try await store.census(of: .sample(embed: 2), generation: nil)
      #expect((census.extract.pending, census.chunk.pending, census.embed.pending) == (0, 0, 2))
      #expect(census.pendingTokens == 6)
      let rechunked = try await store.census(of: .sample(chunk: 2), generation: nil)
      #expect((rechunked.extract.pending, rechunked.chunk.pending, rechunked.embed.total) == (0, 2, 0))
      #expect(try await store.uncutBytes(for: .sample(chunk: 2)) == "text of atext of b".utf8.count)
      #expect(try await store.uncutBytes(for: walk.fingerprints) == 0)
    },
    StoreConformance("dropping a generation drops what only it used, never the live one") { store in
      let walk = Walk(store)
      let live = try await store.createGeneration(walk.fingerprints, dimension: 2, precision: "f32", recipe: "")
      let other = try await store.createGeneration(.sample(extract: 2), dimension: 2, precision: "f32", recipe: "")
      _ = try await store.beginRun(RunRequest())
      try await walk.list([.sample("a")])
      try await walk.all()
      _ = try await publish(store, live, segment: "one")
      try await Walk(store, .sample(extract: 2)).again()
      try await Walk(store, .sample(extract: 2)).all()
      _ = try await publish(store, other, segment: "two", promotes: false)
      try await store.drop(generations: [live.id, other.id])
      #expect(try await store.generations().map(\.id) == [live.id])
      #expect(try await store.listedSegments() == ["one"])
      #expect(try await store.items(matching: nil, fingerprints: walk.fingerprints, limit: 5).count == 1)
      #expect(try await store.items(matching: nil, fingerprints: .sample(extract: 2), limit: 5).isEmpty)
    },
  ]
}
