import Corpus
import Indexing
import PostgresStore
import StoreConformance
import Testing

@Suite(.ownServer) struct CrashTests {
  /// Eight workers grind while something goes on; then every row must have been worked on, and counted, once.
  private func grind(
    at url: String, files: Int, while trouble: @escaping @Sendable (Installation) async throws -> Void
  ) async throws {
    try await Installation.with(at: url) { installation in
      let ledger = Ledger()
      let mills = try await WorkerTests.workers(8, of: installation).map { Mill(store: $0, ledger: ledger) }
      try await mills[0].list(files)
      try await withThrowingTaskGroup(of: Void.self) { group in
        let troubles = Task { try await trouble(installation) }
        for mill in mills { group.addTask { try await mill.grind() } }
        try await group.waitForAll()
        troubles.cancel()
        do { try await troubles.value } catch is CancellationError {}
      }
      let fingerprints = GenerationFingerprints.sample()
      let standing = try await mills[0].store.beat()
      #expect(standing.done[fingerprints.route(to: .extract)] == files)
      #expect(standing.done[fingerprints.route(to: .chunk)] == files)
      #expect(standing.done[fingerprints.route(to: .embed)] == files * 3 + 10)
      #expect(standing.tokens == (files * 3 + 10) * 5)
      let census = try await mills[0].store.census(of: fingerprints, generation: nil)
      #expect(census.extract == Census.Tally(total: files, complete: files, quarantined: 0, declared: files))
      #expect(census.chunk == Census.Tally(total: files, complete: files, quarantined: 0, declared: files))
      #expect(census.embed.complete == files * 4)
      #expect(try await installation.number("SELECT count(*) FROM lease") == 0)
      #expect(try await installation.number("SELECT count(*) FROM quarantine") == 0)
    }
  }

  @Test func `workers outlive crashes of the server, and nothing is lost or counted twice`() async throws {
    let crashes = Runs()
    try await OwnServer.run { server, url in
      try await grind(at: url, files: 300) { installation in
        for round in 1...3 {
          try await installation.pool.until("SELECT count(*) >= \(round * 75) FROM document")
          try server.restart()
          _ = crashes.begin()
        }
      }
    }
    #expect(crashes.count > 0, "the work was done before the server crashed")
  }

  @Test func `connections that break at any moment, COMMIT included, do no harm`() async throws {
    let breaks = Runs()
    try await OwnServer.run { _, url in
      try await grind(at: url, files: 300) { installation in
        for _ in 0..<100 where !Task.isCancelled {
          let broken = try? await installation.pool.read { db in
            try db.rows(
              """
              SELECT pg_terminate_backend(pid) FROM (SELECT pid FROM pg_stat_activity
                WHERE pid <> pg_backend_pid() AND state <> 'idle' AND backend_type = 'client backend'
                ORDER BY random() LIMIT 1) AS victim
              """
            ).count
          }
          if broken == 1 { _ = breaks.begin() }
          try await Task.sleep(for: .milliseconds(20))
        }
      }
    }
    #expect(breaks.count > 0, "the work was done before any connection broke")
  }
}
