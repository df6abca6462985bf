import Corpus
import Crypto
import Foundation
import Guarding
import HTTPTypes
import Serving
import Testing

/// Who may see what, through every route.
@Suite struct IdentityTests {
  let door: TestDoor
  static let secret = Array("0123456789abcdef0123456789abcdef".utf8)
  let layers = Sample.aerodynamics[2].id(in: "manual").description
  let shells = Sample.aerodynamics[1].id(in: "manual").description

  init() async throws {
    let jwt = JWTSettings(
      keys: .secret(Self.secret), claimFilters: [ClaimFilter(claim: "categories", field: "category", isOptional: true)])
    door = try await TestDoor([try .aerodynamics(), try .aerodynamics("other")], doors: DoorSettings(jwt: jwt))
  }

  private func token(scope: String, categories: [String]? = nil) -> HTTPFields {
    var claims: [String: Any] = ["sub": "ada", "scope": scope, "exp": Date.now.timeIntervalSince1970 + 600]
    claims["categories"] = categories
    func part(_ object: [String: Any]) -> String {
      let bytes = (try? JSONSerialization.data(withJSONObject: object)) ?? Data()
      return Self.base64URL(bytes)
    }
    let signed = part(["alg": "HS256", "typ": "JWT"]) + "." + part(claims)
    let mac = HMAC<SHA256>.authenticationCode(for: Data(signed.utf8), using: SymmetricKey(data: Self.secret))
    return [.authorization: "Bearer \(signed).\(Self.base64URL(Data(mac)))"]
  }

  private static func base64URL(_ bytes: Data) -> String {
    bytes.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  static let guarded: [(HTTPRequest.Method, String)] = [
    (.get, "/"), (.post, "/api/v1/search"), (.get, "/api/v1/pipelines"),
    (.get, "/api/v1/documents/0123456789abcdef0123456789abcdef"),
    (.get, "/api/v1/chunks/0123456789abcdef0123456789abcdef-0"),
  ]

  @Test(arguments: guarded)
  func `without a token nothing is told`(method: HTTPRequest.Method, path: String) async throws {
    for headers: HTTPFields in [[:], [.authorization: "Bearer nonsense"], [.authorization: "Basic YTpi"]] {
      let answer = try await door.send(method, path, headers: headers, body: method == .post ? "{}" : nil)
      #expect(answer.status == 401 && answer.headers[.wwwAuthenticate]?.hasPrefix("Bearer") ?? false)
      #expect(!answer.text.contains("nonsense"))
    }
  }

  @Test(arguments: ["/api/v1/health", "/api/v1/ready", "/openapi.json"])
  func `probes and the description need no token`(path: String) async throws {
    #expect(try await door.get(path).status == 200)
  }

  @Test func `a scope for one pipeline hides the other`() async throws {
    let mine = token(scope: "search:manual")
    #expect(try await door.search(#"{"query": "wing"}"#, headers: mine).json["pipeline"] as? String == "manual")
    for name in ["other", "nowhere"] {
      #expect(try await door.search(#"{"query": "wing", "pipeline": "\#(name)"}"#, headers: mine).code == "FORBIDDEN")
    }
    let listed = try await door.get("/api/v1/pipelines", headers: mine).text
    #expect(listed.contains("manual") && !listed.contains("other"))
    let foreign = Sample.aerodynamics[2].id(in: "other").description
    #expect(try await door.get("/api/v1/documents/\(foreign)", headers: mine).code == "NOT_FOUND")
    let page = try await door.get("/?pipeline=other&q=wing", headers: mine)
    #expect(page.status == 403 && !page.text.contains("slipstream"))
  }

  @Test(arguments: ["hybrid", "semantic", "lexical"])
  func `claims filter every search`(strategy: String) async throws {
    let body = #"{"query": "boundary layer shells", "pipeline": "manual", "strategy": "\#(strategy)"}"#
    func uris(_ categories: [String]?) async throws -> Set<String> {
      let answer = try await door.search(body, headers: token(scope: "search", categories: categories))
      return Set(answer.hits.compactMap { $0["uri"] as? String })
    }
    // One after the other: what one was answered is not remembered for the next.
    #expect(try await uris(nil).isSuperset(of: ["layers.html", "shells.html"]))
    #expect(try await uris(["solid"]) == ["shells.html"])
    #expect(try await uris([]) == [])
    #expect(try await !uris(["flow"]).contains("shells.html"))
  }

  @Test func `a filter of one's own only narrows what a claim allows`() async throws {
    let solid = token(scope: "search", categories: ["solid"])
    let wishes = [
      #"{"category": "flow"}"#, #"{"$any": [{"category": "flow"}]}"#, #"{"$not": {"category": "solid"}}"#,
    ]
    for filters in wishes {
      let answer = try await door.search(
        #"{"query": "layer shells wing", "pipeline": "manual", "filters": \#(filters)}"#, headers: solid)
      #expect(answer.status == 200 && answer.hits.isEmpty)
    }
  }

  @Test func `claims hide documents and chunks by their ids`() async throws {
    let solid = token(scope: "search", categories: ["solid"])
    for path in ["documents/\(layers)", "chunks/\(layers)-0"] {
      #expect(try await door.get("/api/v1/\(path)", headers: solid).code == "NOT_FOUND")
      #expect(try await door.get("/api/v1/\(path)", headers: token(scope: "search")).status == 200)
    }
    #expect(try await door.get("/api/v1/documents/\(shells)", headers: solid).status == 200)
    #expect(try await door.get("/api/v1/chunks/\(shells)-0", headers: solid).status == 200)
  }

  @Test func `a caller without doors is told from how far they come`() async throws {
    let open = try await TestDoor([try .aerodynamics()])
    #expect(try await open.send(.get, "/api/v1/pipelines", from: "127.0.0.1").status == 200)
    #expect(try await open.send(.get, "/api/v1/pipelines", from: "10.0.0.7").status == 401)
  }

  @Test func `who asks too often is turned back for a while`() async throws {
    let limited = try await TestDoor(
      [try .aerodynamics()], limiter: LocalRateLimiter(TokenBucket(perMinute: 2, burst: 2)))
    var answers: [Answer] = []
    for _ in 0..<3 { answers.append(try await limited.get("/api/v1/pipelines")) }
    #expect(answers.map(\.status) == [200, 200, 429] && answers[2].code == "RATE_LIMIT_EXCEEDED")
    let seconds = try #require(answers[2].details?["retry_after"] as? Int)
    #expect((1...60).contains(seconds) && answers[2].headers[.retryAfter] == "\(seconds)")
    #expect(try await limited.get("/api/v1/health").status == 200)
  }
}
