import Corpus
import Foundation
import Indexing
import PostgresStore
import StoreConformance
import Testing

@Suite(.postgres) struct RoleTests {
  /// The server's address, for another login.
  private func url(_ installation: Installation, user: String) throws -> String {
    var parts = try #require(URLComponents(string: installation.url))
    parts.user = user
    return try #require(parts.string)
  }

  @Test func `the reader's role can read everything and write nothing, the writer's can do all`() async throws {
    try await Installation.with { installation in
      let (reader, writer) = ("r\(installation.schema.suffix(12))", "w\(installation.schema.suffix(12))")
      _ = try await installation.store()
      try await Migrations.all.prepare(reader: reader, writer: writer, on: installation.pool)
      let store = try await installation.store(url: try url(installation, user: writer))
      let fingerprints = GenerationFingerprints.sample()
      let generation = try await store.createGeneration(fingerprints, dimension: 2, precision: "f32", recipe: "")
      _ = try await store.beginRun(RunRequest())
      let mill = Mill(store: store, ledger: Ledger())
      try await mill.list(3)
      try await mill.grind()

      let server = try await installation.store(readOnly: true, url: try url(installation, user: reader))
      #expect(try await server.generations() == [generation])
      #expect(try await server.readyDocuments(of: generation, after: 0, limit: 9).count == 3)
      #expect(try await server.outdatedMembers(of: generation).isEmpty)
      #expect(try await server.members(of: generation, after: nil, limit: 9).isEmpty)
      #expect(try await server.census(of: fingerprints, generation: generation.id).embed.complete == 12)
      #expect(try await server.items(matching: "file", fingerprints: fingerprints, limit: 9).count == 3)
      #expect(try await server.quarantined(uri: nil, limit: 9).isEmpty)
      #expect(try await server.failures(of: generation) == 0)
      #expect(try await server.readyCount(of: generation) == 3)
      #expect(try await server.workers().count == 1)
      #expect(try await server.runs(limit: 9).count == 1)
      #expect(try await server.flaws(of: generation).isEmpty)
      #expect(try await server.size() > 0)
      #expect(try await server.missing(of: "s") == (known: 3, missing: 0))

      let refusal = await #expect(throws: Failure.self) { try await server.promote(generation.id) }
      #expect(refusal?.code == "store.readOnly")
      // Even if the store itself were to try.
      let forbidden = await #expect(throws: Failure.self) {
        let bold = try await installation.store(url: try url(installation, user: reader))
        try await bold.promote(generation.id)
      }
      #expect(forbidden?.code == "store.readOnly")
      #expect(forbidden?.verdict == .stop(.configuration))
      let drop = await #expect(throws: Failure.self) {
        var settings = PostgresSettings()
        settings.schema = installation.schema
        let pool = try PostgresPool(url: try url(installation, user: reader), settings: settings)
        _ = try await pool.write { try $0.execute("SELECT drop_partitions('{document}', 1)") }
      }
      #expect(drop?.code == "store.readOnly")
      try await store.drop(generations: [generation.id])
      try await installation.pool.session {
        try $0.script("DROP OWNED BY \(reader), \(writer) CASCADE; DROP ROLE \(reader); DROP ROLE \(writer)")
      }
    }
  }

  @Test func `a reader of a schema that is not there is told to migrate`() async throws {
    try await Installation.with { installation in
      let failure = await #expect(throws: Failure.self) { _ = try await installation.store(readOnly: true) }
      #expect(failure?.code == "store.notMigrated")
      let schemas = try await installation.number(
        "SELECT count(*) FROM pg_namespace WHERE nspname = '\(installation.schema)'")
      #expect(schemas == 0)
    }
  }

  @Test func `a reader may come before the first run`() async throws {
    try await Installation.with { installation in
      _ = try await installation.store(pipeline: "other")
      let early = try await installation.store(readOnly: true)
      #expect(try await early.generations().isEmpty)
      let store = try await installation.store()
      _ = try await store.createGeneration(.sample(), dimension: 2, precision: "f32", recipe: "")
      #expect(try await early.generations().count == 1)
    }
  }
}
