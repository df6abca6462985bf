import Corpus
import Foundation
import Guarding
import Segments
import Testing

@Suite struct TokenTests {
  private static let now = TokenMaker.now
  private static let secret = TokenMaker.secret

  private func door(_ jwt: JWTSettings = JWTSettings(keys: .secret(secret))) async throws -> Doorkeeper {
    try await Doorkeeper(settings: DoorSettings(jwt: jwt), now: { Self.now })
  }

  private func admit(_ token: String, _ jwt: JWTSettings = JWTSettings(keys: .secret(secret))) async throws -> Principal
  {
    try await door(jwt).admit(authorization: "Bearer \(token)", apiKey: nil, remote: "192.0.2.1")
  }

  @Test func `a signed token of the present lets its subject in`() async throws {
    let principal = try await admit(TokenMaker.hs256(#""sub": "ada", "scope": "openid search""#))
    #expect(principal.name == "ada")
    #expect(principal.pipelines == .all)
    #expect(principal.filters == [])
  }

  /// Each with the code of its refusal.
  private static let wrong: [(String, String)] = [
    ("", "token.malformed"),
    ("..", "token.malformed"),
    ("a.b.c", "token.malformed"),
    ("a.b.c.d.e", "token.malformed"),
    (String(repeating: ".", count: 8_192), "token.malformed"),
    (String(repeating: "a", count: 8_193), "token.size"),
    (String(repeating: "[", count: 4_000), "token.malformed"),
    (TokenMaker.hs256() + "=", "token.malformed"),
    (TokenMaker.hs256() + "\n", "token.malformed"),
    (" " + TokenMaker.hs256() + " x", "token.malformed"),
    (TokenMaker.hs256() + ".", "token.malformed"),
    (TokenMaker.token(header: "[]", payload: "{}", key: .secret(secret)), "token.malformed"),
    (TokenMaker.token(header: #"{"alg":null}"#, payload: "{}", key: .secret(secret)), "token.malformed"),
    (TokenMaker.token(header: #"{"alg":["HS256"]}"#, payload: "{}", key: .secret(secret)), "token.malformed"),
    (
      TokenMaker.token(
        header: String(repeating: "[", count: 5_000), payload: "{}", key: .secret(secret)), "token.malformed"
    ),
    (TokenMaker.token(header: #"{"alg":"HS256"}"#, payload: "[]", key: .secret(secret)), "token.malformed"),
    (TokenMaker.token(header: #"{"alg":"HS256"}"#, payload: "", key: .secret(secret)), "token.malformed"),
    (
      TokenMaker.token(
        header: #"{"alg":"HS256"}"#, payload: #"{"exp":1e999}"#, key: .secret(secret)), "token.malformed"
    ),
    (TokenMaker.hs256(#""exp": "never""#, exp: nil), "token.malformed"),
    (TokenMaker.hs256(#""exp": [1800000000]"#, exp: nil), "token.malformed"),
    (TokenMaker.hs256(#""nbf": true"#), "token.malformed"),
    (TokenMaker.token(header: #"{"alg":"none"}"#, payload: "{}", key: .none), "token.malformed"),
    (TokenMaker.token(header: #"{"alg":"none"}"#, payload: "{}", key: .secret(secret)), "token.key"),
    (TokenMaker.token(header: #"{"alg":"NONE"}"#, payload: "{}", key: .secret(secret)), "token.key"),
    (TokenMaker.token(header: #"{"alg":"hs256"}"#, payload: "{}", key: .secret(secret)), "token.key"),
    (TokenMaker.token(header: #"{"alg":"HS512"}"#, payload: "{}", key: .secret(secret)), "token.key"),
    (TokenMaker.token(header: #"{"alg":"RS256"}"#, payload: "{}", key: .rsa(TokenMaker.rsa)), "token.key"),
    (
      TokenMaker.token(
        header: #"{"alg":"HS256","crit":["exp"],"exp":1}"#, payload: "{}", key: .secret(secret)), "token.critical"
    ),
    (
      TokenMaker.token(
        header: #"{"alg":"HS256"}"#, payload: #"{"exp":1800000000}"#, key: .secret(Array("another secret".utf8))),
      "token.signature"
    ),
    (TokenMaker.hs256(exp: nil), "token.unlimited"),
    (TokenMaker.hs256(exp: now - 31), "token.expired"),
    (TokenMaker.hs256(#""nbf": 1700000031"#), "token.early"),
    (TokenMaker.hs256(#""iat": 1700000031"#), "token.early"),
    (TokenMaker.hs256(#""aud": "elsewhere""#), "token.audience"),
    (TokenMaker.hs256(#""sub": "ada""#), "token.scope"),
    (TokenMaker.hs256(#""scope": "research search: searching""#), "token.scope"),
    (TokenMaker.hs256(#""scope": {"search": true}"#), "token.scope"),
    (TokenMaker.hs256(#""scope": 1"#), "token.scope"),
    (TokenMaker.hs256(#""scope": ["openid search"]"#), "token.scope"),
  ]

  @Test(arguments: wrong)
  func `what is not a good token is refused for what is wrong with it`(token: String, code: String) async throws {
    let refusal = await #expect(throws: Refusal.self) { try await admit(token) }
    #expect(refusal?.code == code)
    #expect(refusal?.kind == (code == "token.scope" ? .forbidden : .unauthorised))
    #expect(refusal?.challenge.contains(code == "token.scope" ? "insufficient_scope" : "invalid_token") == true)
    #expect(token.count < 16 || refusal.map { "\($0)".contains(token) } == false)
  }

  @Test func `a signature that was tampered with anywhere is refused`() async throws {
    let token = Array(TokenMaker.hs256().utf8)
    let start = try #require(token.lastIndex(of: UInt8(ascii: ".")))
    for index in token.indices where index != start && token[index] != UInt8(ascii: ".") {
      var token = token
      // The last character carries bits that no byte has.
      token[index] = index == token.count - 1 ? UInt8(ascii: "+") : token[index] == 65 ? 66 : 65
      await #expect(throws: Refusal.self) { try await admit(String(decoding: token, as: UTF8.self)) }
    }
  }

  @Test func `a token that was believed before is believed no longer than it says`() async throws {
    let clock = Shared(Self.now)
    let door = try await Doorkeeper(
      settings: DoorSettings(jwt: JWTSettings(keys: .secret(Self.secret))), now: { clock.value })
    let token = "Bearer " + TokenMaker.hs256()
    for _ in 0..<3 { _ = try await door.admit(authorization: token, apiKey: nil, remote: "192.0.2.1") }
    clock.change { $0 += 91 }
    let refusal = await #expect(throws: Refusal.self) {
      try await door.admit(authorization: token, apiKey: nil, remote: "192.0.2.1")
    }
    #expect(refusal?.code == "token.expired")
  }

  @Test func `clocks may differ by half a minute`() async throws {
    _ = try await admit(TokenMaker.hs256(exp: Self.now - 29))
    _ = try await admit(TokenMaker.hs256(#""scope": "search", "nbf": 1700000029, "iat": 1700000029"#))
  }

  @Test(arguments: [
    (#""aud": "quern""#, true), (#""aud": ["other", "quern"]"#, true), (#""aud": "other""#, false),
    (#""aud": []"#, false), (#""aud": null"#, false), (#""aud": "quern ""#, false), (#""sub": "x""#, false),
    (#""aud": {"quern": 1}"#, false),
  ])
  func `a token has to be for the audience that is configured`(claim: String, isGood: Bool) async throws {
    let settings = JWTSettings(keys: .secret(Self.secret), audience: "quern")
    let token = TokenMaker.hs256(#""scope": "search", "# + claim)
    if isGood {
      _ = try await admit(token, settings)
    } else {
      let refusal = await #expect(throws: Refusal.self) { try await admit(token, settings) }
      #expect(refusal?.code == "token.audience")
    }
  }

  @Test(arguments: [
    (#""iss": "https://id""#, true), (#""iss": "https://id/""#, false), (#""iss": ["https://id"]"#, false),
  ])
  func `a token has to be from the issuer that is configured`(claim: String, isGood: Bool) async throws {
    let settings = JWTSettings(keys: .secret(Self.secret), issuer: "https://id")
    let token = TokenMaker.hs256(#""scope": "search", "# + claim)
    if isGood {
      _ = try await admit(token, settings)
    } else {
      let refusal = await #expect(throws: Refusal.self) { try await admit(token, settings) }
      #expect(refusal?.code == "token.issuer")
    }
  }

  @Test(arguments: [
    (#""scope": "search:manual  search:wiki""#, "scope", Principal.Scope.only(["manual", "wiki"])),
    (#""scopes": ["search:manual", "x"]"#, "scope", .only(["manual"])),
    (#""scope": "search:a search""#, "scope", .all),
    (#""roles": ["search"]"#, "roles", .all),
  ])
  func `scopes say which pipelines may be searched`(claim: String, name: String, scope: Principal.Scope) async throws {
    let principal = try await admit(
      TokenMaker.hs256(claim), JWTSettings(keys: .secret(Self.secret), scopesClaim: name))
    #expect(principal.pipelines == scope)
    #expect(principal.maySearch("manual") == (scope != .only([])))
    #expect(principal.maySearch("other") == (scope == .all))
  }

  @Test func `claims become conditions on documents, and without the claim nothing is seen`() async throws {
    let settings = JWTSettings(
      keys: .secret(Self.secret),
      claimFilters: [
        ClaimFilter(claim: "groups", field: "team"), ClaimFilter(claim: "level", field: "level", isOptional: true),
        ClaimFilter(claim: "region", field: "region"),
      ])
    let principal = try await admit(
      TokenMaker.hs256(#""scope": "search", "groups": ["a", {"b": 1}, ["c"], null, 2, true], "region": {"x": 1}"#),
      settings)
    #expect(
      principal.filters == [
        .oneOf("team", [.string("a"), .number(2), .bool(true)]), .oneOf("region", []),
      ])
    let bare = try await admit(TokenMaker.hs256(), settings)
    #expect(bare.filters == [.oneOf("team", []), .oneOf("region", [])])
  }

  @Test func `a subject can neither break a log line nor fill a table`() async throws {
    let subject = #"eve\r\nfake: line\u001b[2J"# + String(repeating: "e", count: 2_000)
    let principal = try await admit(TokenMaker.hs256(#""scope": "search", "sub": "\#(subject)""#))
    #expect(principal.name == "eve??fake: line?[2J" + String(repeating: "e", count: 45))
    #expect(principal.client.utf8.count < 100)
  }

  @Test(arguments: ["", "hunter2", "0123456789abcdef0123456789abcde"])
  func `a secret that is too short is refused at the start`(secret: String) async throws {
    let failure = await #expect(throws: Failure.self) {
      try await door(JWTSettings(keys: .secret(Array(secret.utf8))))
    }
    #expect(failure?.code == "auth.secret")
    #expect(secret.isEmpty || failure?.description.contains(secret) == false)
  }
}
