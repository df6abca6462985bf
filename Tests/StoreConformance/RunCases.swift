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
      try await store.finish(run)
      let read = try #require(try await store.runs(limit: 5).first)
      #expect(read.id == run.id)
      #expect(read.outcome == .finished)
      #expect(read.stages[.embed] == counts)
      #expect(read.tokens == 77)
    },
    StoreConformance("a second run cannot begin while the first is at work") { store in
      let run = try await store.beginRun(RunRequest())
      await #expect(throws: Failure.self) { _ = try await store.beginRun(RunRequest()) }
      try await store.finish(run)
      _ = try await store.beginRun(RunRequest())
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
  ]
}
