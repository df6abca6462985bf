import Fixtures
import Glibc
import Testing

/// The program `quern serve`, from its start to its end.
@Suite struct ServeTests {
  @Test func `it starts, gets ready, answers, and ends in peace`() async throws {
    let place = try await Workspace.indexed(5)
    let served = try await place.quern.serve("pipeline.yaml")
    try await served.untilReady()
    #expect(try await served.get("/api/v1/health").status == 200)
    for strategy in ["hybrid", "semantic", "lexical"] {
      let reply = try await served.search(Workspace.mark(3), strategy: strategy)
      #expect(reply.status == 200 && !reply.uris.isEmpty, "\(reply)")
      if strategy != "semantic" { #expect(reply.uris.first == Workspace.uri(3)) }
    }
    #expect(try await served.get("/?q=\(Workspace.mark(3))").body.contains(Workspace.uri(3)))
    #expect(try await served.metric(#"rag_revision_number{pipeline="small"}"#) == 1)
    #expect(try await served.metric("rag_redis_up") == nil)
    try await served.end()
  }

  @Test(.enabled(if: SharedCatalogue.url != nil, "needs QUERN_TEST_POSTGRES_URL"))
  func `it serves from PostgreSQL, on a machine that never saw the run`() async throws {
    let place = try await Workspace.indexed(5)
    let shared = try SharedCatalogue(place)
    try await shared.machine("worker")("run", "pipeline.yaml")
    let served = try await shared.machine("server").serve("pipeline.yaml")
    try await served.untilReady()
    #expect(try await served.search(Workspace.mark(2)).uris.first == Workspace.uri(2))
    try await served.end()
  }

  @Test func `before the first run it is alive and not ready, and says what it waits for`() async throws {
    let place = try Workspace()
    var random = SeededGenerator(seed: 41)
    try place.write(Pipeline())
    try place.writeProse(2, using: &random)
    let served = try await place.quern.serve("pipeline.yaml")
    #expect(try await served.get("/api/v1/health").status == 200)
    let waiting = try await served.get("/api/v1/ready")
    #expect(waiting.status == 503 && waiting.headers.contains("Retry-After: 1"))
    #expect(try await served.search("grain").status == 503)
    try await served.until("a line in the log") { served.log.contains("waits for a first run") }
    try await place.quern("run", "pipeline.yaml")
    try await served.untilReady()
    #expect(try await served.search(Workspace.mark(1)).uris.first == Workspace.uri(1))
    try await served.end()
  }

  @Test func `what is being asked when SIGTERM comes is answered, and nobody new is let in`() async throws {
    let place = try await Workspace.indexed(3)
    let served = try await place.quern.serve("pipeline.yaml")
    try await served.untilReady()
    let request = Served.request(Workspace.mark(1))
    let half = try await HalfAsked(served, request)
    served.program.send(SIGTERM)
    try await served.until("no connection is accepted") {
      (try? await served.get("/api/v1/health").status) != 200
    }
    #expect(served.program.isRunning)
    #expect(Reply(await half.finish()).uris.first == Workspace.uri(1))
    #expect(await Outcome(of: served.program).ending == .code(0))
  }

  @Test func `a thousand connections are open at once, even where few files may be`() async throws {
    let place = try await Workspace.indexed(3)
    let served = try await place.quern.serve("pipeline.yaml", after: "ulimit -Sn 256")
    try await served.untilReady()
    let crowd = try await Crowd(1000, served.port)
    #expect(await crowd.ask(Served.request("grain")) == Array(repeating: 200, count: 1000))
    try await served.end()
  }
}
