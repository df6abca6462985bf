import Testing

/// What a server refuses to start with, and how it says so.
@Suite struct RefusalTests {
  @Test(arguments: [
    ("listen: { host: 0.0.0.0 }", "server.yaml:6:19: spec.listen.host is open to other machines", "spec.auth"),
    ("limits: { concurent: 3 }", "server.yaml:6:13: unknown key \"concurent\"", "did you mean \"concurrent\"?"),
    ("listen: { port: 70000 }", "server.yaml:6:19: spec.listen.port", "65535"),
    ("auth: { jwt: { secret: { fromEnv: A }, jwks: b } }", "server.yaml:6:", "keep one of"),
  ])
  func `a bad file is told with line and column`(line: String, problem: String, advice: String) async throws {
    let place = try Workspace()
    try place.write(Pipeline())
    try place.write(ServerFile(more: [line]))
    let refusal = try await place.quern("serve", "server.yaml", exits: 78)
    #expect(refusal.err.contains(problem) && refusal.err.contains(advice), "\(refusal)")
    let check = try await place.quern("validate", "server.yaml", exits: 78)
    #expect(check.err == refusal.err)
  }

  @Test func `nobody is let in from outside by accident`() async throws {
    let place = try await Workspace.indexed(1)
    let refusal = try await place.quern("serve", "pipeline.yaml", "--host", "0.0.0.0", exits: 78)
    #expect(refusal.err.contains("configure auth") && refusal.err.contains("[server.open]"), "\(refusal)")
  }

  @Test func `Redis over TLS is refused, and its password is not repeated`() async throws {
    let place = try await Workspace.indexed(1)
    try place.write(ServerFile(more: ["cache: { redis: { url: { fromEnv: REDIS } } }"]))
    var quern = place.quern
    quern.environment["REDIS"] = "rediss://:swordfish@example.org/0"
    let refusal = try await quern("serve", "server.yaml", exits: 78)
    #expect(refusal.err.contains("[redis.tls]") && refusal.err.contains("stunnel"), "\(refusal)")
    #expect(!refusal.err.contains("swordfish"))
  }

  @Test func `a port that is taken is named, and worth another try`() async throws {
    let place = try await Workspace.indexed(1)
    let first = try await place.quern.serve("pipeline.yaml")
    let second = try await place.quern("serve", "pipeline.yaml", "--port", "\(first.port)", exits: 69)
    #expect(second.err.contains("127.0.0.1:\(first.port): is in use already"), "\(second)")
    let metrics = try await place.quern(
      "serve", "pipeline.yaml", "--port", "0", "--metrics-port", "\(first.metricsPort)", exits: 69)
    #expect(metrics.err.contains("127.0.0.1:\(first.metricsPort): is in use already"), "\(metrics)")
    let absurd = try await place.quern("serve", "pipeline.yaml", "--port", "99999", exits: 64)
    #expect(absurd.err.contains("99999 is no port"), "\(absurd)")
  }

  @Test func `two pipelines of one name are not told apart, and refused`() async throws {
    let place = try await Workspace.indexed(1)
    try place.write("other.yaml", Pipeline().yaml)
    let refusal = try await place.quern("serve", "pipeline.yaml", "other.yaml", exits: 78)
    #expect(refusal.err.contains("small: is the name of two of the pipelines"), "\(refusal)")
  }
}
