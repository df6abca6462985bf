import Corpus
import Indexing
import PostgresStore
import StoreConformance
import Testing

@Suite(.postgres) struct GenerationTests {
  private func partitions(_ installation: Installation) async throws -> [String] {
    try await installation.pool.read { db in
      try db.rows(
        """
        SELECT relname FROM pg_class
        WHERE relispartition AND relkind = 'r' AND relnamespace = current_schema()::regnamespace ORDER BY relname
        """
      ).map { try $0[0] }
    }
  }

  @Test func `dropping a generation leaves no partition that only it used, and its stages can come back`() async throws
  {
    try await Installation.with { installation in
      let store = try await installation.store()
      let old = try await store.createGeneration(.sample(), dimension: 2, precision: "f32", recipe: "")
      _ = try await store.beginRun(RunRequest())
      let mill = Mill(store: store, ledger: Ledger())
      try await mill.list(30)
      try await mill.grind()
      let before = try await partitions(installation)
      #expect(before.count == 6)
      let new = try await store.createGeneration(.sample(chunk: 2), dimension: 2, precision: "f32", recipe: "")
      try await store.promote(new.id)
      #expect(try await partitions(installation).count == 9)
      try await store.drop(generations: [old.id, new.id])
      let left = try await partitions(installation)
      #expect(left.count == 6)
      #expect(Set(left).intersection(before).count == 3)
      #expect(try await store.items(matching: nil, fingerprints: .sample(chunk: 2), limit: 99).count == 30)
      #expect(try await store.census(of: .sample(), generation: nil).chunk.pending == 30)

      _ = try await store.createGeneration(.sample(), dimension: 2, precision: "f32", recipe: "")
      try await mill.drain(.chunk) { try await mill.chunk() }
      #expect(try await store.census(of: .sample(), generation: nil).embed.complete == 120)
    }
  }

  @Test func `many who open the same layers at once open them once`() async throws {
    try await Installation.with { installation in
      let stores = try await WorkerTests.workers(8, of: installation)
      try await Mill(store: stores[0], ledger: Ledger()).list(1)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for store in stores {
          group.addTask {
            _ = try await store.claimChunks(for: .sample(), maxTokens: 9, budget: nil, withText: false)
            _ = try await store.createGeneration(.sample(), dimension: 2, precision: "f32", recipe: "")
          }
        }
        try await group.waitForAll()
      }
      #expect(try await partitions(installation).count == 5 + 8)
    }
  }

  @Test func `of many promotions at once the last one stands`() async throws {
    try await Installation.with { installation in
      let store = try await installation.store()
      var generations: [Generation] = []
      for _ in 0..<4 {
        generations.append(try await store.createGeneration(.sample(), dimension: 2, precision: "f32", recipe: ""))
      }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for generation in generations { group.addTask { try await store.promote(generation.id) } }
        try await group.waitForAll()
      }
      #expect(try await store.generations().count { $0.state == .live } == 1)
      #expect(try await store.generations().count { $0.state == .retired } == 3)
    }
  }
}
