import Fixtures
import Foundation
import Testing

/// What happens to runs when the database server is in trouble.
@Suite(.serialized, .enabled(if: SharedCatalogue.url != nil, "needs QUERN_TEST_POSTGRES_URL"))
struct ServerTroubleTests {
  @Test func `a server that is restarted in the middle costs nothing`() async throws {
    var random = SeededGenerator(seed: 31)
    let place = try Workspace()
    try place.writeProse(1200, words: 300, using: &random)
    let server = try await OwnServer()
    let shared = try SharedCatalogue(place, url: server.url)
    let workers = [
      try await shared.machine("a").start(["run", "pipeline.yaml", "--run-id", "job"]),
      try await shared.machine("b").start(["run", "pipeline.yaml", "--run-id", "job"]),
    ]
    try await shared.untilAtWork()
    for _ in 0..<Soak.count(2, 20) where workers.contains(where: \.isRunning) {
      try await server.restart()
      try await Task.sleep(for: .milliseconds(Int.random(in: 100...600, using: &random)))
    }
    for worker in workers {
      let outcome = await Outcome(of: worker)
      #expect(outcome.ending == .code(0), "\(outcome)")
    }
    #expect(try await shared.machine().dump().difference(from: shared.dumpOfSingleRun()) == nil)
    try await shared.machine()("verify", "pipeline.yaml")
  }

  @Test func `a run says that the server is down, and finds everything when it is back`() async throws {
    let place = try await Workspace.indexed(5)
    let server = try await OwnServer()
    let shared = try SharedCatalogue(place, url: server.url)
    try await shared.machine()("run", "pipeline.yaml")
    try await server.stop()
    var impatient = shared.machine()
    impatient.environment["QUERN_PATIENCE"] = "1"
    let refusal = try await impatient("run", "pipeline.yaml", exits: 69)
    #expect(refusal.err.contains("[store.unreachable]"), "\(refusal)")
    try await server.start()
    #expect(try await shared.machine().find(Workspace.mark(1)) == [Workspace.uri(1)])
  }

  @Test func `a database without our tables, and one that is not there, say what to do`() async throws {
    let place = try await Workspace.indexed(1)
    let shared = try SharedCatalogue(place)
    let absent = try await shared.machine()("search", "pipeline.yaml", "grain", exits: 78)
    #expect(absent.err.contains("quern migrate"), "\(absent)")
    var elsewhere = shared.machine()
    let url = try #require(SharedCatalogue.url)
    elsewhere.environment["DATABASE_URL"] = url.replacing("/postgres?", with: "/nowhere?").replacing(
      "/postgres\n", with: "")
    let missing = try await elsewhere("run", "pipeline.yaml", exits: 78)
    #expect(missing.err.contains("nowhere"), "\(missing)")
  }
}
