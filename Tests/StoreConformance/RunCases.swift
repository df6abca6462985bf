import Corpus
import Indexing
import Testing

extension StoreConformance {
  static let runs: [StoreConformance] = [
    StoreConformance("a run's books are read back as they were written") { store in
      var run = try await store.beginRun(RunRequest())
      run.outcome = .finished
      run.finishedAt = run.startedAt + 2
      var counts = StageCounts()
      counts.total = 3
      counts.done = 3
      run.stages[.embed] = counts
      run.tokens = 77
      run.manifest = RunManifest(
        version: "1", programs: ["quern": "ab"], configuration: "cd", fingerprints: [.embed: "ef"], tokenizer: "01",
        precision: "int8", sources: ["books": .init(files: 2, bytes: 5, digest: "23")])
      try await store.finish(run)
      let read = try #require(try await store.runs(limit: 5).first)
      #expect(read.id == run.id)
      #expect(read.outcome == .finished)
      #expect(read.stages[.embed] == counts)
      #expect(read.tokens == 77)
      #expect(read.manifest == run.manifest)
    },
    StoreConformance("a second run cannot begin while the first is at work") { store in
      let run = try await store.beginRun(RunRequest())
      await #expect(throws: Failure.self) { _ = try await store.beginRun(RunRequest()) }
      try await store.finish(run)
      _ = try await store.beginRun(RunRequest())
    },
    StoreConformance("what a run did is counted for each route through the stages") { store in
      _ = try await store.beginRun(RunRequest())
      let first = Walk(store)
      let second = Walk(store, .sample(chunk: 2))
      try await first.list(["a", "b"].map { .sample($0) })
      try await first.all()
      try await second.chunk()
      try await second.embed()
      let standing = try await store.beat()
      #expect(standing.done[first.fingerprints.route(to: .extract)] == 2)
      #expect(standing.done[first.fingerprints.route(to: .chunk)] == 2)
      #expect(standing.done[first.fingerprints.route(to: .embed)] == 2)
      #expect(standing.done[second.fingerprints.route(to: .chunk)] == 2)
      #expect(standing.done[second.fingerprints.route(to: .embed), default: 0] == 0)
      #expect(standing.tokens == 6)
    },
    StoreConformance("a milestone is taken until it is reached") { store in
      _ = try await store.beginRun(RunRequest())
      #expect(try await store.take(.discovered))
      try await store.reach(.discovered)
      #expect(try await !store.take(.discovered))
      try await store.settle(generations: [3, 4])
      let standing = try await store.beat()
      #expect(standing.reached == [.discovered, .planned])
      #expect(standing.generations == [3, 4])
      #expect(standing.others == 0)
    },
    StoreConformance("generations keep their fingerprints, and abandoned ones fail") { store in
      let first = try await store.createGeneration(.sample(), dimension: 2, precision: "f32", recipe: "")
      let second = try await store.createGeneration(.sample(embed: 2), dimension: 3, precision: "f32", recipe: "")
      try await store.mark(first.id, as: .failed)
      let all = try await store.generations()
      #expect(all.map(\.id) == [first.id, second.id])
      #expect(all.map(\.state) == [.failed, .building])
      #expect(all.map(\.fingerprints) == [.sample(), .sample(embed: 2)])
      #expect(all.map(\.dimension) == [2, 3])
    },
    StoreConformance("promotion swaps, and swaps back") { store in
      let first = try await store.createGeneration(.sample(), dimension: 2, precision: "f32", recipe: "one")
      let second = try await store.createGeneration(.sample(embed: 2), dimension: 2, precision: "f32", recipe: "two")
      try await store.promote(first.id)
      try await store.mark(second.id, as: .sealed)
      #expect(try await store.generations().map(\.state) == [.live, .sealed])
      try await store.promote(second.id)
      #expect(try await store.generations().map(\.state) == [.retired, .live])
      try await store.promote(first.id)
      let all = try await store.generations()
      #expect(all.map(\.state) == [.live, .retired])
      #expect(all.map { $0.retiredAt == nil } == [true, false])
      #expect(all.map(\.recipe) == ["one", "two"])
    },
  ]
}
