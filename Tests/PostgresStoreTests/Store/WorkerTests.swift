import Corpus
import Indexing
import PostgresStore
import StoreConformance
import Testing

@Suite(.postgres) struct WorkerTests {
  /// Opens stores as so many processes of one run would.
  static func workers(_ count: Int, of installation: Installation, key: String = "job") async throws -> [PostgresStore]
  {
    var stores: [PostgresStore] = []
    for number in 0..<count {
      let store = try await installation.store(machine: "\(number)", connections: 2)
      _ = try await store.beginRun(RunRequest(key: key, host: "host\(number)", process: number))
      stores.append(store)
    }
    return stores
  }

  @Test(arguments: [2, 8])
  func `workers of one run share its rows: each is handed out once, and all are`(_ count: Int) async throws {
    try await Installation.with { installation in
      let ledger = Ledger()
      let mills = try await Self.workers(count, of: installation).map { Mill(store: $0, ledger: ledger) }
      try await mills[0].list(200)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for mill in mills { group.addTask { try await mill.grind() } }
        try await group.waitForAll()
      }
      #expect(await ledger.repeated.isEmpty)
      // 200 files, as many documents, three lines of their own each and ten shared ones.
      #expect(await ledger.handouts.count == 200 + 200 + 610)
      let fingerprints = GenerationFingerprints.sample()
      let standing = try await mills[0].store.beat()
      #expect(standing.done[fingerprints.route(to: .extract)] == 200)
      #expect(standing.done[fingerprints.route(to: .chunk)] == 200)
      #expect(standing.done[fingerprints.route(to: .embed)] == 610)
      #expect(standing.tokens == 610 * 5)
      #expect(standing.others == count - 1)
      let census = try await mills[1].store.census(of: fingerprints, generation: nil)
      #expect(census.embed == Census.Tally(total: 800, complete: 800, quarantined: 0, declared: 800))
      #expect(try await installation.number("SELECT count(*) FROM lease") == 0)
    }
  }

  @Test func `a worker that fell silent loses its rows to another, and its late saves are refused`() async throws {
    try await Installation.with { installation in
      let ledger = Ledger()
      let stores = try await Self.workers(2, of: installation)
      let (silent, heir) = (Mill(store: stores[0], ledger: ledger), Mill(store: stores[1], ledger: ledger))
      try await silent.list(2)
      let fingerprints = silent.fingerprints
      let objects = try await silent.store.claimObjects(for: fingerprints.extract, limit: 1, maxAttempts: 5)
      _ = try await silent.extract()
      let documents = try await silent.store.claimDocuments(
        for: fingerprints, settled: true, limit: 5, maxBytes: 1000)
      try await silent.store.save(
        documents.map { ChunkedDocument(claim: $0, chunks: .success($0.document.lines)) }, for: fingerprints)
      let chunks = try await silent.store.claimChunks(
        for: fingerprints, maxTokens: 1000, budget: nil, withText: true)
      #expect((objects.count, documents.count, chunks.count) == (1, 1, 4))
      #expect(try await heir.store.othersAtWork(on: .embed, for: fingerprints))
      #expect(try await heir.store.claimChunks(for: fingerprints, maxTokens: 9, budget: nil, withText: true).isEmpty)

      try await installation.expire(process: 0)
      #expect(
        try await heir.store.claimChunks(for: fingerprints, maxTokens: 1000, budget: nil, withText: true).map(\.digest)
          == chunks.map(\.digest))
      #expect(try await heir.store.claimObjects(for: fingerprints.extract, limit: 5, maxAttempts: 5) == objects)
      #expect(try await heir.store.beat().others == 0)

      func isRefused(_ late: () async throws -> Void) async {
        let failure = await #expect(throws: Failure.self) { try await late() }
        #expect(failure?.code == "lease.lost")
        #expect(failure?.verdict == .stop(.interrupted))
      }
      await isRefused { _ = try await silent.store.save([.sample("file 0")], of: objects[0]) }
      await isRefused {
        try await silent.store.complete(
          objects[0], reading: .sample(.sample("file 0")), outcome: ExtractionOutcome())
      }
      await isRefused {
        try await silent.store.save(
          chunks.map { EmbeddedChunk(claim: $0, vector: .success([1, 2])) }, for: fingerprints)
      }
      await isRefused { _ = try await silent.store.beat() }
      await isRefused { _ = try await silent.store.take(.discovered) }
      #expect(try await installation.number("SELECT count(*) FROM document") == 1)
      #expect(try await installation.number("SELECT count(*) FROM embedding") == 0)
      #expect(try await heir.store.beat().tokens == 0)
    }
  }

  @Test func `a run-wide budget is never exceeded, however many claim at once`() async throws {
    try await Installation.with { installation in
      let ledger = Ledger()
      var mills = try await Self.workers(8, of: installation).map { Mill(store: $0, ledger: ledger) }
      for index in mills.indices { mills[index].budget = 777 }
      try await mills[0].list(100)
      try await mills[0].drain(.extract) { try await mills[0].extract() }
      try await mills[0].drain(.chunk) { try await mills[0].chunk() }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for mill in mills { group.addTask { while try await mill.embed() {} } }
        try await group.waitForAll()
      }
      #expect(try await mills[0].store.beat().tokens == 775)
      #expect(await ledger.mostTokens == 775)
      #expect(try await installation.number("SELECT count(*) FROM embedding") == 155)
    }
  }

  @Test func `of eight workers one takes a milestone, and another one when it goes`() async throws {
    try await Installation.with { installation in
      let stores = try await Self.workers(8, of: installation)
      func takers() async throws -> [Int] {
        try await withThrowingTaskGroup(of: Int?.self) { group in
          for (number, store) in stores.enumerated() {
            group.addTask { try await store.take(.discovered) ? number : nil }
          }
          return try await group.reduce(into: [Int]()) { $0 += [$1].compactMap { $0 } }
        }
      }
      let first = try await takers()
      #expect(first.count == 1)
      #expect(try await takers() == first)
      try await installation.expire(process: first[0])
      let other = stores[(first[0] + 1) % 8]
      #expect(try await other.beat().reached.isEmpty)
      #expect(try await other.take(.discovered))
      try await other.reach(.discovered)
      #expect(try await other.beat().reached == [.discovered])
      #expect(try await !other.take(.discovered))
    }
  }

  @Test func `people can see who is at work, and what they hold`() async throws {
    try await Installation.with { installation in
      let stores = try await Self.workers(2, of: installation)
      try await Mill(store: stores[0], ledger: Ledger()).list(5)
      _ = try await stores[1].claimObjects(for: GenerationFingerprints.sample().extract, limit: 3, maxAttempts: 5)
      let reports = try await stores[0].workers()
      #expect(reports.map(\.host) == ["host0", "host1"])
      #expect(reports.map(\.holding) == [[:], [.extract: 3]])
      #expect(reports[1].oldestClaimAt ?? 0 >= reports[1].joinedAt)
      #expect(reports.allSatisfy { $0.expiresAt > $0.heartbeatAt && $0.stages == Stage.allCases })
    }
  }
}
