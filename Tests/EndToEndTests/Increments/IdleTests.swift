import Testing

/// Runs that find their sources as they were: quick, and not deceived.
@Suite(.serialized) struct IdleTests {
  @Test func `a run with nothing to do changes nothing, however often`() async throws {
    let place = try await Workspace.indexed(6)
    for _ in 0..<2 {
      let record = try await place.quern.record()
      #expect(record.revision == 1)
      for name in ["extract", "chunk", "embed", "index"] {
        let counts = try record.stage(name)
        #expect(counts.total > 0 && counts.reused == counts.total, "\(name): \(counts)")
      }
    }
  }

  @Test func `a vector that was lost since is made anew`() async throws {
    let place = try await Workspace.indexed(6)
    try await place.quern.record()
    try await place.sql("DELETE FROM embedding WHERE rowid = 2;")
    #expect(try await place.quern.record().stage("embed").done == 1)
    try await place.quern("verify", "pipeline.yaml")
  }

  @Test func `how a document was cut, lost since, is found out anew`() async throws {
    let place = try await Workspace.indexed(6)
    try await place.quern.record()
    try await place.sql("DELETE FROM chunking WHERE document = 2;")
    #expect(try await place.quern.record().stage("chunk").done == 1)
    try await place.quern("verify", "pipeline.yaml")
  }

  @Test func `a file whose record was lost is read again`() async throws {
    let place = try await Workspace.indexed(6)
    try await place.quern.record()
    try await place.sql("PRAGMA foreign_keys = ON; DELETE FROM object WHERE id = 3;")
    let record = try await place.quern.record()
    #expect(try record.stage("extract").done == 1)
    #expect(try record.stage("index").done == 1)
    try await place.quern("verify", "pipeline.yaml")
  }

  @Test(arguments: ["document", "chunk"])
  func `a lost row that cannot be made up for is told by the next run`(_ table: String) async throws {
    let place = try await Workspace.indexed(6)
    try await place.quern.record()
    try await place.sql("DELETE FROM \(table) WHERE id = 2;")
    let outcome = try await place.quern.run(["run", "pipeline.yaml"], exits: 1)
    #expect(outcome.err.contains("do not add up"), "\(outcome)")
  }

  @Test(arguments: [
    "DELETE FROM document WHERE id = 2", "UPDATE document SET fingerprint = x'00' WHERE id = 2",
    "DELETE FROM chunking WHERE document = 2", "UPDATE chunking SET chunks = 0 WHERE document = 2",
    "DELETE FROM chunk WHERE document = 2", "UPDATE chunk SET digest = x'00' WHERE document = 2",
    "DELETE FROM embedding", "UPDATE embedding SET fingerprint = x'00'",
    "DELETE FROM member WHERE document = 2", "UPDATE member SET document = 99 WHERE document = 2",
    "INSERT INTO quarantine SELECT 'chunk', chunk, 'documents', 'a', x'', NULL, 2, '{}', 1, 0, 0, 0 FROM generation",
    "PRAGMA foreign_keys = ON; DELETE FROM object WHERE id = 2",
  ])
  func `a kept count is forgotten with the first write to what it counts`(_ write: String) async throws {
    let place = try await Workspace.indexed(6)
    try await place.sql(
      """
      CREATE TEMP TABLE kept (counts CHECK (counts > 0));
      CREATE TEMP TABLE forgotten (counts CHECK (counts = 0));
      INSERT INTO kept SELECT count(*) FROM counted;
      \(write);
      INSERT INTO forgotten SELECT count(*) FROM counted;
      """)
  }

  @Test(arguments: ["UPDATE object SET stamp = 'other' WHERE id = 2", "DELETE FROM extraction WHERE object = 2"])
  func `files are counted beside a kept count`(_ write: String) async throws {
    let place = try await Workspace.indexed(6)
    try await place.sql("\(write);")
    let status: StatusAnswer = try await place.quern.json("status", "pipeline.yaml")
    #expect(status.generations.map(\.pendingFiles) == [1])
  }
}
