import Corpus
import Fixtures
import Guarding
import Testing

/// Tokens of another implementation: keys made with OpenSSL 3.0, tokens and key set with joserfc 1.6.
@Suite struct ForeignTokenTests {
  private static let tokens = [
    #"""
    eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUiLCJzdWIiOiJhZGEiLCJhdWQiOlsicXVlcm4iLCJ\#
    vdGhlciJdLCJleHAiOjE3MDAwMDAwNjAsImlhdCI6MTcwMDAwMDAwMCwic2NvcGUiOiJzZWFyY2g6bWFudWFsIn0.MPXef-Fgkv5bUbu-Uct_ASz\#
    dKSxoK8YKZvfdyt_e2-w
    """#,
    #"""
    eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiIsImtpZCI6InIifQ.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUiLCJzdWIiOiJhZGEiLCJhdWQiO\#
    lsicXVlcm4iLCJvdGhlciJdLCJleHAiOjE3MDAwMDAwNjAsImlhdCI6MTcwMDAwMDAwMCwic2NvcGUiOiJzZWFyY2g6bWFudWFsIn0.I7ZHmoeFH\#
    k2iiz-zwIMvuLAAkVBMKaWJR0x-ZRvSkopoiPnqLxnf0R0YjhsGuyvQu4Gccgm8Cm6Qx-XQlKqRqeQikt99Zyf3YkGUqsBgCodGpnd9vuxxuWFdM\#
    gCXpNwyVXvIm7n-GcB_UdmmQGPGeCIwm3OW477XHOtUvS5qn4Sr_0HMTtxoT9m1Hx9GjjWrG3Snwy6i4a09N-Q4mYuS2ioVLqLk1fXYnTzdsTPBN\#
    cWE75Z7KhxMbK9empR9jCIAmkJBpZR_EpMK2L36_KdLcclodxqKEsN-KKNLUJp3_KxbFaavdN6NAHuc5DjrTlNX_5_uD0IZDg8McmgVD-FabA
    """#,
    #"""
    eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiIsImtpZCI6ImUifQ.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUiLCJzdWIiOiJhZGEiLCJhdWQiO\#
    lsicXVlcm4iLCJvdGhlciJdLCJleHAiOjE3MDAwMDAwNjAsImlhdCI6MTcwMDAwMDAwMCwic2NvcGUiOiJzZWFyY2g6bWFudWFsIn0.HzZZaAYhc\#
    39KOyZhJRwqH0SoijaeksmHBYyWPRmgCw24J6KnEy_mix1D5Us87-UE9WvjDBlvw1FM8_9kuhOIMA
    """#,
  ]

  private static let keySet = #"""
    {"keys": [{"n": "ry5q9wySaNh1QCWN-X5nFhri-ZkMH-paNxyezKLDRqyBr42G8vehtVTNj4114hzzZzIbbUe_0xscefn1tUbdXtYprcHLNeF\#
    KbT6isZp3bgHJ33WjweMxJTOhLIWmcDOe0Ivn3WzWVpZ3tNEMnK-HlOzlpMcWKT2gYYrYh-5pj-MGiGgdPDbtZQkSwxHofiCnW5oWxmBqsTGLiY-\#
    X6wtOONcI73JGyhxcQUA8awipbhq6xxCskH-XcQysOSBoeLPGSc9uk2ESbsQdRHG6U7_MY7X3JgHKiukSlZAQ4hQTuNzmeZ22l1RfHTUwRIPO0iV\#
    8yrZrSoKeSqmEMRcgyJMpJQ", "e": "AQAB", "kty": "RSA", "kid": "r"}, {"crv": "P-256", "x": "oVe1PXy_VP7FlE46cFNsTIy\#
    WF2BDmqJHb-cYEg79iQY", "y": "zILHErJnnHO_gNC_RXnvmzAN_aocwspqW1m_jeHCYTk", "kty": "EC", "kid": "e"}]}
    """#

  @Test(arguments: tokens.indices)
  func `tokens that others made are believed, and not with another's key`(index: Int) async throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.keySet, to: "jwks.json")
    let token = "Bearer " + Self.tokens[index]
    let secret = JWTSettings.Keys.secret(TokenMaker.secret)
    let set = JWTSettings.Keys.jwks(path: path)
    let (right, wrong) = index == 0 ? (secret, set) : (set, secret)

    let principal = try await door(right).admit(authorization: token, apiKey: nil, remote: "192.0.2.1")
    #expect(principal.name == "ada" && principal.pipelines == .only(["manual"]))
    let refusal = await #expect(throws: Refusal.self) {
      try await door(wrong).admit(authorization: token, apiKey: nil, remote: "192.0.2.1")
    }
    #expect(refusal?.code == "token.key")
  }

  private func door(_ keys: JWTSettings.Keys) async throws -> Doorkeeper {
    let jwt = JWTSettings(keys: keys, audience: "quern", issuer: "https://id.example")
    return try await Doorkeeper(settings: DoorSettings(jwt: jwt), now: { TokenMaker.now })
  }
}
