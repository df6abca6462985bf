import Corpus
import Indexing
import PostgresStore
import StoreConformance
import Testing

@Suite(.postgres) struct RunTests {
  private func books(_ run: RunRecord, _ outcome: RunOutcome) -> RunRecord {
    var run = run
    run.outcome = outcome
    run.finishedAt = run.startedAt + 1
    return run
  }

  @Test func `workers with one key share a run, others are told who is at it`() async throws {
    try await Installation.with { installation in
      let (one, two) = (try await installation.store(), try await installation.store())
      let run = try await one.beginRun(RunRequest(key: "a", host: "node7", process: 42))
      for key in ["b", nil] {
        let failure = await #expect(throws: Failure.self) { _ = try await two.beginRun(RunRequest(key: key)) }
        #expect(failure?.code == "run.alreadyRunning")
        #expect(failure?.verdict == .stop(.interrupted))
        #expect(failure?.problem.contains("process 42 on node7, last heard of") == true)
      }
      #expect(try await two.beginRun(RunRequest(key: "a")).id == run.id)
      #expect(try await one.beat().others == 1)
    }
  }

  @Test func `the last to leave closes a run, and the next with its key goes on with it`() async throws {
    try await Installation.with { installation in
      let (one, two) = (try await installation.store(), try await installation.store())
      let run = try await one.beginRun(RunRequest(key: "a"))
      _ = try await two.beginRun(RunRequest(key: "a"))
      try await one.settle(generations: [1])
      try await one.leave(books(run, .interrupted))
      #expect(try await !two.beat().isClosed)
      #expect(try await two.runs(limit: 1).map(\.outcome) == [.running])
      try await two.leave(books(run, .budgetReached))
      #expect(try await two.runs(limit: 1).map(\.outcome) == [.budgetReached])
      let again = try await one.beginRun(RunRequest(key: "a"))
      #expect(again.id == run.id)
      #expect(again.finishedAt == nil)
      let standing = try await one.beat()
      #expect((standing.isClosed, standing.generations, standing.reached) == (false, [1], [.planned]))
    }
  }

  @Test func `a finished run is over for all its workers, and for those who come late`() async throws {
    try await Installation.with { installation in
      let (one, two) = (try await installation.store(), try await installation.store())
      let run = try await one.beginRun(RunRequest(key: "a"))
      _ = try await two.beginRun(RunRequest(key: "a"))
      try await one.settle(generations: [1])
      try await one.finish(books(run, .finished))
      #expect(try await two.beat().isClosed)
      try await two.leave(books(run, .failed))
      let late = try await one.beginRun(RunRequest(key: "a"))
      #expect((late.id, late.outcome) == (run.id, .finished))
      let standing = try await one.beat()
      #expect((standing.isClosed, standing.generations) == (true, [1]))
      let fingerprints = GenerationFingerprints.sample()
      #expect(try await one.claimObjects(for: fingerprints.extract, limit: 5, maxAttempts: 5).isEmpty)
      #expect(try await !one.take(.discovered))
      try await one.leave(late)
      let other = try await one.beginRun(RunRequest(key: "b"))
      #expect(other.id != run.id)
    }
  }

  @Test func `a dead worker's run is closed by the next one, as failed`() async throws {
    try await Installation.with { installation in
      let (one, two) = (try await installation.store(), try await installation.store())
      let run = try await one.beginRun(RunRequest())
      try await installation.expire(process: 0)
      let next = try await two.beginRun(RunRequest())
      #expect(try await two.runs(limit: 5).map(\.id) == [next.id, run.id])
      #expect(try await two.runs(limit: 5).map(\.outcome) == [.running, .failed])
      let failure = await #expect(throws: Failure.self) { try await one.finish(books(run, .finished)) }
      #expect(failure?.code == "lease.lost")
      try await one.leave(books(run, .finished))
      #expect(try await two.runs(limit: 5).map(\.outcome) == [.running, .failed])
    }
  }

  @Test func `pipelines of one schema do not see each other`() async throws {
    try await Installation.with { installation in
      let (one, two) = (try await installation.store(), try await installation.store(pipeline: "other"))
      let ledger = Ledger()
      for store in [one, two] {
        _ = try await store.beginRun(RunRequest())
        try await Mill(store: store, ledger: ledger).list(3)
      }
      try await Mill(store: one, ledger: ledger).grind()
      let fingerprints = GenerationFingerprints.sample()
      #expect(try await two.census(of: fingerprints, generation: nil).extract.pending == 3)
      #expect(try await two.items(matching: nil, fingerprints: fingerprints, limit: 9).isEmpty)
      _ = try await two.createGeneration(fingerprints, dimension: 2, precision: "f32", recipe: "")
      #expect(try await one.generations().isEmpty)
      #expect(try await one.removeSources(except: []) == 3)
      #expect(try await two.known(of: "s") == 3)
      #expect(try await two.runs(limit: 5).count == 1)
    }
  }
}
