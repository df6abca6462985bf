import Corpus
import Crypto
import CryptoExtras
import Fixtures
import Foundation
import Guarding
import Testing

/// Keys in files: PEM and JSON Web Key Sets.
@Suite struct TokenKeyTests {
  private static let payload = #"{"exp": 1700000060, "scope": "search"}"#
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func door(_ keys: JWTSettings.Keys, log: RecordedLog = RecordedLog()) async throws -> Doorkeeper {
    try await Doorkeeper(
      settings: DoorSettings(jwt: JWTSettings(keys: keys)), log: log.logger, now: { TokenMaker.now }, recheck: .zero)
  }

  private func code(_ door: Doorkeeper, _ token: String) async -> String {
    do throws(Refusal) {
      _ = try await door.admit(authorization: "bearer  \(token)", apiKey: nil, remote: "192.0.2.1")
      return "in"
    } catch {
      return error.code
    }
  }

  private func rsaRecord(_ key: _RSA.Signing.PublicKey, _ extra: String) throws -> String {
    let primitives = try key.getKeyPrimitives()
    let (n, e) = (
      TokenMaker.base64URL(Array(primitives.modulus)), TokenMaker.base64URL(Array(primitives.publicExponent))
    )
    return #"{"kty":"RSA","n":"\#(n)","e":"\#(e)"\#(extra)}"#
  }

  private func p256Record(_ key: P256.Signing.PublicKey, _ extra: String) -> String {
    let raw = Array(key.rawRepresentation)
    return
      #"{"kty":"EC","crv":"P-256","x":"\#(TokenMaker.base64URL(Array(raw[..<32])))","y":"\#(TokenMaker.base64URL(Array(raw[32...])))"\#(extra)}"#
  }

  @Test func `RS256 and ES256 tokens are believed with the key in a PEM file, and no other algorithm is`() async throws
  {
    let rsa = try folder.write(TokenMaker.rsa.publicKey.pemRepresentation, to: "rsa.pem")
    let p256 = try folder.write(TokenMaker.p256.publicKey.pemRepresentation, to: "p256.pem")
    let rs = TokenMaker.token(header: #"{"alg":"RS256","kid":"any"}"#, payload: Self.payload, key: .rsa(TokenMaker.rsa))
    let es = TokenMaker.token(header: #"{"alg":"ES256"}"#, payload: Self.payload, key: .p256(TokenMaker.p256))
    let rsaDoor = try await door(.publicKey(path: rsa, algorithm: .rs256))
    let p256Door = try await door(.publicKey(path: p256, algorithm: .es256))
    #expect(await code(rsaDoor, rs) == "in")
    #expect(await code(p256Door, es) == "in")
    #expect(await code(rsaDoor, es) == "token.key")
    #expect(await code(p256Door, rs) == "token.key")
    // The old trick: a public key taken for a shared secret.
    let pem = try String(contentsOfFile: rsa, encoding: .utf8)
    for secret in [Array(pem.utf8), Array(TokenMaker.rsa.publicKey.derRepresentation)] {
      let forged = TokenMaker.token(header: #"{"alg":"HS256"}"#, payload: Self.payload, key: .secret(secret))
      #expect(await code(rsaDoor, forged) == "token.key")
    }
    // A signature of the wrong length, and one of zeros (CVE-2022-21449).
    for signature in [[UInt8](repeating: 0, count: 64), [1], [UInt8](repeating: 255, count: 300)] {
      let forged = es.prefix { $0 != "." } + "." + es.split(separator: ".")[1] + "." + TokenMaker.base64URL(signature)
      #expect(await code(p256Door, String(forged)) == "token.signature")
    }
  }

  @Test func `a key that comes with the token is not believed`() async throws {
    let path = try folder.write(TokenMaker.p256.publicKey.pemRepresentation, to: "p256.pem")
    let own = P256.Signing.PrivateKey()
    let header =
      #"{"alg":"ES256","jwk":\#(p256Record(own.publicKey, "")),"jku":"https://example.org/keys","x5c":["AA"]}"#
    let token = TokenMaker.token(header: header, payload: Self.payload, key: .p256(own))
    #expect(await code(try door(.publicKey(path: path, algorithm: .es256)), token) == "token.signature")
  }

  @Test func `a key set chooses by kid and algorithm`() async throws {
    let other = P256.Signing.PrivateKey()
    let secret = TokenMaker.base64URL(TokenMaker.secret)
    let set = """
      {"keys": [\(try rsaRecord(TokenMaker.rsa.publicKey, #","kid":"r","use":"sig","alg":"RS256","x5t":"?""#)),
        \(p256Record(TokenMaker.p256.publicKey, #","kid":"a","key_ops":["verify"]"#)),
        \(p256Record(other.publicKey, #","kid":"b""#)),
        {"kty":"OKP","crv":"Ed25519","x":"AA","kid":"ed"}, {"kty":"RSA","use":"enc","alg":"RSA-OAEP","kid":"r"},
        {"kty":"oct","kid":"s","k":"\(secret)"}], "more": {}}
      """
    let door = try await door(.jwks(path: try folder.write(set, to: "jwks.json")))
    func answer(_ header: String, _ key: TokenMaker.Key) async -> String {
      await code(door, TokenMaker.token(header: header, payload: Self.payload, key: key))
    }
    #expect(await answer(#"{"alg":"RS256","kid":"r"}"#, .rsa(TokenMaker.rsa)) == "in")
    #expect(await answer(#"{"alg":"RS256"}"#, .rsa(TokenMaker.rsa)) == "in")
    #expect(await answer(#"{"alg":"ES256","kid":"a"}"#, .p256(TokenMaker.p256)) == "in")
    #expect(await answer(#"{"alg":"ES256","kid":"b"}"#, .p256(other)) == "in")
    #expect(await answer(#"{"alg":"HS256","kid":"s"}"#, .secret(TokenMaker.secret)) == "in")
    #expect(await answer(#"{"alg":"ES256","kid":"b"}"#, .p256(TokenMaker.p256)) == "token.signature")
    #expect(await answer(#"{"alg":"ES256"}"#, .p256(other)) == "token.key")
    #expect(await answer(#"{"alg":"ES256","kid":"c"}"#, .p256(other)) == "token.key")
    #expect(await answer(#"{"alg":"HS256","kid":"a"}"#, .secret(TokenMaker.secret)) == "token.key")
    #expect(await answer(#"{"alg":"RS256","kid":"a"}"#, .rsa(TokenMaker.rsa)) == "token.key")
  }

  @Test(arguments: [
    "", "{", "[]", #"{"keys": []}"#, #"{"keys": [{"kty":"OKP","crv":"Ed25519","x":"AA"}]}"#,
    #"{"keys": [{"kty":"RSA","n":"AQAB","e":"AQAB"}]}"#, #"{"keys": [{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}]}"#,
    #"{"keys": [{"kty":"oct","k":"c2hvcnQ"}]}"#, #"{"keys": [{"kid": 1}]}"#,
  ])
  func `a key set that is of no use is refused at the start`(set: String) async throws {
    let path = try folder.write(set, to: "jwks.json")
    let failure = await #expect(throws: Failure.self) { try await door(.jwks(path: path)) }
    #expect(failure?.code == "auth.jwks")
  }

  @Test func `two keys of one name are refused, and so is a PEM file of another kind`() async throws {
    let record = p256Record(TokenMaker.p256.publicKey, #","kid":"a""#)
    let set = try folder.write(#"{"keys": [\#(record), \#(record)]}"#, to: "twice.json")
    await #expect(throws: Failure.self) { try await door(.jwks(path: set)) }
    let pem = try folder.write(TokenMaker.p256.publicKey.pemRepresentation, to: "p256.pem")
    for (path, algorithm) in [
      (pem, TokenAlgorithm.rs256), (pem, .hs256), (set, .es256), ("\(folder.path)/none", .es256),
    ] {
      await #expect(throws: Failure.self) { try await door(.publicKey(path: path, algorithm: algorithm)) }
    }
  }

  @Test func `a new key set is taken up, and a broken one is not`() async throws {
    let (old, new) = (TokenMaker.p256, P256.Signing.PrivateKey())
    func set(_ key: P256.Signing.PrivateKey) -> String { #"{"keys": [\#(p256Record(key.publicKey, ""))]}"# }
    func token(_ key: P256.Signing.PrivateKey) -> String {
      TokenMaker.token(header: #"{"alg":"ES256"}"#, payload: Self.payload, key: .p256(key))
    }
    let log = RecordedLog()
    let door = try await door(.jwks(path: try folder.write(set(old), to: "jwks.json")), log: log)
    #expect(await code(door, token(old)) == "in")
    try folder.write(#"{"keys": ["#, to: "jwks.json")
    for _ in 0..<3 { #expect(await code(door, token(old)) == "in") }
    try FileManager.default.removeItem(atPath: "\(folder.path)/jwks.json")
    for _ in 0..<3 { #expect(await code(door, token(old)) == "in") }
    #expect(log.lines.count == 2)
    #expect(log.lines.allSatisfy { $0.hasPrefix("warning: ") && $0.contains("stays in force") })
    try folder.write(set(new), to: "jwks.json")
    #expect(await code(door, token(new)) == "in")
    #expect(await code(door, token(old)) == "token.signature")
    #expect(log.lines.count == 3)
  }
}
