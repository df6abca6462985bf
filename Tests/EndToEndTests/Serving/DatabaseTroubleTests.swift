import Fixtures
import Foundation
import Glibc
import Testing

/// What a server does when its PostgreSQL is in trouble, or its own disk is.
@Suite(.serialized, .enabled(if: SharedCatalogue.url != nil, "needs QUERN_TEST_POSTGRES_URL"))
struct DatabaseTroubleTests {
  private static let silence = #"rag_catalogue_silence_seconds{pipeline="small"}"#

  @Test func `answers go on while the database is away, and what came meanwhile is followed`() async throws {
    let place = try await Workspace.indexed(5)
    let server = try await OwnServer()
    let shared = try SharedCatalogue(place, url: server.url)
    try await shared.machine()("run", "pipeline.yaml")
    let served = try await shared.machine("server").serve("pipeline.yaml")
    try await served.untilReady()
    let asking = SteadyAsking(served)
    try await server.stop()
    try await served.until("the metric tells") { try await served.metric(Self.silence) ?? 0 > 3 }
    #expect(try await served.get("/api/v1/ready").status == 200)
    #expect(try await served.search(Workspace.mark(3)).uris.first == Workspace.uri(3))
    try await server.start()
    try place.write("documents/new.txt", "a document about pendulums")
    try await shared.machine()("run", "pipeline.yaml")
    try await served.until("the new document") {
      try await served.search("pendulums", strategy: "lexical").uris == ["new.txt"]
    }
    try await served.until("the silence is over") { try await served.metric(Self.silence) ?? 9 < 2 }
    for _ in 0..<Soak.count(3, 20) {
      try await server.restart()
      try await Task.sleep(for: .milliseconds(200))
    }
    try await asking.end()
    try await served.end()
  }

  @Test func `a database that is down at the start is worth another try`() async throws {
    let place = try await Workspace.indexed(1)
    let server = try await OwnServer()
    let shared = try SharedCatalogue(place, url: server.url)
    try await shared.machine()("run", "pipeline.yaml")
    try await server.stop()
    let refusal = try await shared.machine("server")("serve", "pipeline.yaml", "--port", "0", exits: 69)
    #expect(refusal.err.contains("[store.unreachable]"), "\(refusal)")
  }

  @Test func `a database that hangs holds nobody up`() async throws {
    let place = try await Workspace.indexed(3)
    let server = try await OwnServer()
    let shared = try SharedCatalogue(place, url: server.url)
    try await shared.machine()("run", "pipeline.yaml")
    let served = try await shared.machine("server").serve("pipeline.yaml")
    try await served.untilReady()
    let asking = SteadyAsking(served)
    try server.freeze(true)
    try await served.until("the metric tells") { try await served.metric(Self.silence) ?? 0 > 3 }
    #expect(try await served.get("/api/v1/ready").status == 200)
    #expect(try await served.get("/api/v1/pipelines").status == 200)
    try server.freeze(false)
    try await served.until("the silence is over") { try await served.metric(Self.silence) ?? 9 < 2 }
    try await asking.end()
    try await served.end()
  }

  @Test func `a segment that is damaged in the database is not served`() async throws {
    let place = try await Workspace.indexed(3)
    let server = try await OwnServer()
    let shared = try SharedCatalogue(place, url: server.url)
    try await shared.machine()("run", "pipeline.yaml")
    let served = try await shared.machine("server").serve("pipeline.yaml")
    try await served.untilReady()
    served.program.send(SIGSTOP)
    try place.write("documents/new.txt", "a document about pendulums")
    try await shared.machine()("run", "pipeline.yaml")
    try await server.sql(
      """
      UPDATE \(shared.schema).segment_piece SET bytes = set_byte(bytes, 100, get_byte(bytes, 100) # 255)
      WHERE segment = (SELECT max(id) FROM \(shared.schema).segment)
      """)
    served.program.send(SIGCONT)
    try await served.until("the metric tells") {
      try await served.metric(#"rag_follow_failures_total{pipeline="small",reason="segment.damaged"}"#) ?? 0 > 0
    }
    #expect(try await served.get("/api/v1/ready").status == 200)
    #expect(try await served.search(Workspace.mark(2)).uris.first == Workspace.uri(2))
    #expect(try await served.search("pendulums", strategy: "lexical").uris.isEmpty)
    try await served.end()
  }

  @Test(.enabled(if: SmallDisk.isPossible, "needs unshare(1) and the right to mount a tmpfs"))
  func `a full disk leaves the revision as it is, until there is space`() async throws {
    let place = try await Workspace.indexed(3)
    let server = try await OwnServer()
    let shared = try SharedCatalogue(place, url: server.url)
    try await shared.machine("worker")("run", "pipeline.yaml")
    var machine = shared.machine("server")
    machine.environment["QUERN_HOME"] = "\(place.path)/disk"
    try FileManager.default.createDirectory(atPath: "\(place.path)/disk", withIntermediateDirectories: true)
    // The server's own program makes the disk larger later: its name space is seen by nobody else.
    let served = try await machine.serve(
      "pipeline.yaml",
      after: """
        [[ ${SMALL:-} ]] || exec env SMALL=1 \(SmallDisk.namespace) bash -c '
          mount -t tmpfs -o size=300k none disk || exit 99
          (until [[ -e more ]]; do sleep 0.05; done; mount -o remount,size=1g disk) &
          exec "$QUERN" serve pipeline.yaml --port 0 --metrics-port 0 --log-level info'
        """)
    try await served.untilReady()
    var random = SeededGenerator(seed: 42)
    try place.writeProse(400, words: 300, using: &random)
    try await shared.machine("worker")("run", "pipeline.yaml")
    try await served.until("the metric tells") {
      try await served.metric(#"rag_follow_failures_total{pipeline="small",reason="segment.diskFull"}"#) ?? 0 > 0
    }
    #expect(try await served.get("/api/v1/ready").status == 200)
    #expect(try await served.metric(#"rag_revision_number{pipeline="small"}"#) == 1)
    try place.write("more", "")
    // It tries again, less and less often: at most half a minute later.
    try await served.until("the new documents") {
      try await served.search(Workspace.mark(399), strategy: "lexical").uris == [Workspace.uri(399)]
    }
    try await served.end()
  }
}
