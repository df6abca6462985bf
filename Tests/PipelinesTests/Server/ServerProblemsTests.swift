import Pipelines
import Testing

/// Lines count from 1; the first line of a spec given here is line 7, indented by two.
@Suite struct ServerProblemsTests {
  @Test(arguments: [
    ("listn: {}", #"7:3: unknown key "listn" [unknownKey] (did you mean "listen"?)"#),
    ("port: 8000", #"7:3: unknown key "port" [unknownKey] (it belongs at spec.listen.port)"#),
    ("chunk: {}", #"7:3: unknown key "chunk" [unknownKey] (the keys here are pipelines,"#),
    ("listen: { port: 65536 }", "spec.listen.port must be from 0 to 65535, not 65536 [outOfRange]"),
    ("listen: { port: 9090 }", "spec.listen.metricsPort is the same as port, 9090 [inconsistent]"),
    ("listen: { host: \"\" }", "spec.listen.host must say something"),
    ("listen: { host: 0.0.0.0 }", "7:19: spec.listen.host is open to other machines, and nobody is asked who they are"),
    ("listen: { host: \"::\" }", "[inconsistent] (add spec.auth, or say spec.auth.allowAnonymous: true"),
    ("listen: { host: 127.example.org }", "[inconsistent]"),
    ("defaults: { strategy: graph }", "must be one of lexical, semantic, hybrid"),
    ("defaults: { maxResults: 101 }", "[outOfRange]"),
    ("defaults: { similarityThreshold: 1.5 }", "[outOfRange]"),
    ("auth: { jwt: {} }", "7:16: spec.auth.jwt needs a key [inconsistent] (add jwks:, secret: or publicKey:)"),
    ("auth: { jwt: { jwks: a, publicKey: b } }", "has more than one kind of key"),
    ("auth: { jwt: { jwks: a, algorithm: HS256 } }", "takes no algorithm"),
    ("auth: { jwt: { publicKey: a } }", "(add algorithm: RS256, or ES256)"),
    ("auth: { jwt: { publicKey: a, algorithm: HS256 } }", "needs the algorithm of its public key"),
    ("auth: { jwt: { secret: { fromEnv: K }, algorithm: ES256 } }", "7:53: spec.auth.jwt must be HS256"),
    ("auth: { jwt: { secret: { fromEnv: K }, algorithm: none } }", "[unknownValue]"),
    ("auth: { jwt: { secret: hunter2 } }", "spec.auth.jwt.secret must refer to a secret, not hold it [literalSecret]"),
    ("auth: { jwt: { jwks: a, claimFilters: { team: [a] } } }", "[wrongType]"),
    ("auth: { jwt: { jwks: a, claimFilters: { team: {} } } }", #"needs the key "field""#),
    ("auth: { apiKeys: { fromEnv: KEYS } }", "spec.auth.apiKeys must be a file of keys [wrongType]"),
    ("auth: { apiKeys: hunter2 }", "[literalSecret]"),
    ("cors: { origins: [\"*\"] }", "spec.cors.origins[0] must name a site"),
    ("cors: { origins: [\"https://a.org/\"] }", "must be an origin in small letters, without a path"),
    ("cors: { origins: [\"null\"] }", "[badFormat]"),
    ("rateLimit: {}", #"needs the key "perMinute""#),
    ("rateLimit: { perMinute: 0 }", "[outOfRange]"),
    ("cache: { redis: { url: \"redis://:hunter2@h\" } }", "spec.cache.redis.url must refer to a secret"),
    ("cache: { redis: { fromEnv: REDIS_URL } }", #"unknown key "fromEnv""#),
    ("limits: { concurrent: 0 }", "[outOfRange]"),
    ("limits: { maxBody: 1Gi }", "[outOfRange]"),
    ("limits: { timeout: 5 }", "[wrongType]"),
    ("onMismatch: ignore", "must be one of refuse, lexical"),
    ("tracing: { sampling: 1 }", #"needs the key "endpoint""#),
    ("tracing: { endpoint: \"http://h\", sampling: 10 }", "must be from 0 to 1, not 10"),
    ("tracing: { endpoint: \"http://me:hunter2@h\" }", "[literalSecret]"),
  ])
  func `a bad value is shown with its place, its code and a way out`(spec: String, expected: String) {
    // An unknown key and a required one that is missing are two problems.
    let problems = ServerSample.problems(spec: spec).filter { $0.contains(expected) }
    #expect(problems.count == 1, "\(ServerSample.problems(spec: spec))")
    #expect(problems.allSatisfy { $0.hasPrefix("server.yaml:7:") && !$0.contains("hunter2") })
  }

  @Test func `a pipeline is named once`() {
    let text = ServerSample.text().replacing("[manual.yaml]", with: "[manual.yaml, ./manual.yaml]")
    #expect(
      ServerSample.problems(text) == [
        "server.yaml:6:28: spec.pipelines[1] is the same file as one above [inconsistent] (name each pipeline once)"
      ])
    #expect(ServerSample.problems(text.replacing("[manual.yaml, ./manual.yaml]", with: "[]")).count == 1)
  }

  @Test(arguments: ["auth: { allowAnonymous: true }", "auth: { apiKeys: { fromFile: keys } }"])
  func `a server is open to other machines when it is said who may ask`(auth: String) {
    #expect(ServerSample.problems(spec: "listen: { host: 0.0.0.0 }\n\(auth)").isEmpty)
  }

  @Test func `a pipeline's file is sent to the command that reads it`() {
    #expect(
      ServerSample.problems(Sample.text()) == [
        "server.yaml:2:7: kind Pipeline is read by quern run [otherKind] (give a file with kind: Server)"
      ])
  }
}
