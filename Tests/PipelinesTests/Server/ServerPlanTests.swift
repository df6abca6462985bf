import Corpus
import Fixtures
import Foundation
import Pipelines
import Testing

@Suite struct ServerPlanTests {
  @Test func `a name and one pipeline are enough`() throws {
    let plan = try ServerSample.plan()
    #expect(plan.name == "search" && plan.file == "/work-of/mine/server.yaml")
    #expect(plan.pipelines == ["/work-of/mine/manual.yaml"])
    #expect(plan.listen.host == "127.0.0.1" && plan.listen.port == 8000 && plan.listen.metricsPort == 9090)
    #expect(plan.defaults.strategy == .hybrid && plan.defaults.maxResults == 10)
    #expect(plan.defaults.similarityThreshold == 0)
    #expect(plan.auth.jwt == nil && plan.auth.apiKeys == nil && !plan.auth.allowAnonymous)
    #expect(plan.origins.isEmpty && plan.rateLimit == nil && plan.tracing == nil && !plan.logsQueries)
    #expect(plan.cache.redis == nil && plan.cache.maxMemory == 67_108_864)
    #expect(plan.cache.ttl == .seconds(300) && plan.cache.redisTTL == .seconds(3600))
    #expect(plan.limits.concurrent == 64 && plan.limits.queue == 128)
    #expect(plan.limits.timeout == .seconds(5) && plan.limits.maxBody == 65536)
    #expect(plan.onMismatch == .refuse)
  }

  @Test func `everything can be said`() throws {
    let plan = try ServerSample.plan(Self.everything, environment: ["PORT": "8080"])
    #expect(plan.listen.host == "0.0.0.0" && plan.listen.port == 8080 && plan.listen.metricsPort == 9091)
    #expect(plan.defaults.strategy == .lexical && plan.defaults.maxResults == 5)
    #expect(plan.defaults.similarityThreshold == 0.25)
    let jwt = try #require(plan.auth.jwt)
    #expect(jwt.keys == .jwks(path: "/etc/quern/jwks.json") && jwt.audience == "quern")
    #expect(jwt.issuer == "https://id.example.org" && jwt.scopesClaim == "scp")
    #expect(jwt.claimFilters["team"]?.field == "owner" && jwt.claimFilters["team"]?.isOptional == false)
    #expect(jwt.claimFilters["region"]?.field == "area" && jwt.claimFilters["region"]?.isOptional == true)
    #expect(plan.auth.apiKeys == "/run/secrets/keys")
    #expect(plan.origins == ["https://wiki.example.org", "http://localhost:3000"])
    #expect(plan.rateLimit?.perMinute == 600 && plan.rateLimit?.burst == 60)
    #expect(plan.cache.redis == .environment("REDIS_URL") && plan.cache.maxMemory == 128 << 20)
    #expect(plan.limits.concurrent == 8 && plan.limits.queue == 0)
    #expect(plan.limits.timeout == .milliseconds(500) && plan.limits.maxBody == 1 << 20)
    #expect(plan.onMismatch == .lexical && plan.logsQueries)
    #expect(plan.tracing?.endpoint == "http://collector:4318" && plan.tracing?.sampling == 0.1)
  }

  private static let everything = """
    listen: { host: 0.0.0.0, port: "${PORT}", metricsPort: 9091 }
    defaults: { strategy: lexical, maxResults: 5, similarityThreshold: 0.25 }
    auth:
      jwt:
        jwks: /etc/quern/jwks.json
        audience: quern
        issuer: https://id.example.org
        scopesClaim: scp
        claimFilters: { team: owner, region: { field: area, optional: true } }
      apiKeys: { fromFile: /run/secrets/keys }
    cors: { origins: ["https://wiki.example.org", "http://localhost:3000"] }
    rateLimit: { perMinute: 600 }
    cache: { redis: { url: { fromEnv: REDIS_URL } }, maxMemory: 128Mi }
    limits: { concurrent: 8, queue: 0, timeout: 500ms, maxBody: 1Mi }
    onMismatch: lexical
    tracing: { endpoint: "http://collector:4318" }
    log: { queries: true }
    """

  @Test(arguments: [
    ("jwt: { secret: { fromFile: key } }", JWTPlan.Keys.secret(.file("/work-of/mine/key"))),
    ("jwt: { secret: { fromEnv: KEY }, algorithm: HS256 }", .secret(.environment("KEY"))),
    ("jwt: { publicKey: key.pem, algorithm: ES256 }", .publicKey(path: "/work-of/mine/key.pem", algorithm: .ES256)),
  ])
  func `a token's key is of one kind, and for one algorithm`(auth: String, keys: JWTPlan.Keys) throws {
    #expect(try ServerSample.plan("auth: { \(auth) }").auth.jwt?.keys == keys)
  }

  @Test(arguments: [
    "", everything.replacing("\"${PORT}\"", with: "8080"),
    "auth: { jwt: { secret: { fromFile: \"a $$ b\" } } }",
    "auth: { jwt: { publicKey: key.pem, algorithm: RS256 }, allowAnonymous: true }",
    "rateLimit: { perMinute: 5, burst: 50 }", "tracing: { endpoint: \"https://c/x\", sampling: 1 }",
  ])
  func `the resolved file reads as the same plan`(spec: String) throws {
    let plan = try ServerSample.plan(spec)
    #expect(try ServerReader.plan(file: ServerSample.file, text: plan.resolved, environment: [:]) == plan)
  }

  @Test func `a pipeline is served without a server's file, to this machine only`() throws {
    let plan = ServerPlan.standing(for: ["/data/manual.yaml"])
    #expect(plan.pipelines == ["/data/manual.yaml"])
    #expect(plan.listen.isLoopback && plan.listen.port == 8000 && plan.listen.metricsPort == nil)
  }

  @Test func `what to serve is one server's file, or pipeline files`() throws {
    let folder = try TemporaryFolder()
    let server = try folder.write(ServerSample.text("onMismatch: lexical"), to: "server.yaml")
    let pipeline = try folder.write(Sample.text(), to: "pipeline.yaml")

    #expect(try ServerReader.plan(files: [server], environment: [:]).onMismatch == .lexical)
    #expect(try ServerReader.plan(files: [pipeline], environment: [:]) == .standing(for: [pipeline]))
    #expect(try ServerReader.plan(files: [pipeline, pipeline], environment: [:]).pipelines.count == 2)
    #expect(throws: Problems.self) { try ServerReader.plan(files: [pipeline, server], environment: [:]) }
    #expect(throws: Problems.self) { try ServerReader.plan(files: [server, server], environment: [:]) }
    #expect(throws: Problems.self) { try ServerReader.plan(files: [folder.path], environment: [:]) }
  }
}
