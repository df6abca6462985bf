import JWTKit

/// One key of a JSON Web Key Set (RFC 7517, RFC 7518 section 6), as written.
struct KeyRecord: Decodable {
  let kty: String
  let kid: String?
  let alg: String?
  let use: String?
  let operations: [String]?
  let n: String?
  let e: String?
  let crv: String?
  let x: String?
  let y: String?
  let k: String?

  private enum CodingKeys: String, CodingKey {
    case kty, kid, alg, use, n, e, crv, x, y, k
    case operations = "key_ops"
  }

  /// Where it is, for messages.
  var place: String { kid.map { "kid \($0.prefix(64))" } ?? "the one without a kid" }

  /// Nil if it is for something else than verifying what quern understands.
  /// - Throws: when it is for that, and broken.
  func key() async throws -> TokenKey? {
    guard use == nil || use == "sig", operations == nil || operations?.contains("verify") == true else { return nil }
    switch (kty, alg) {
    case ("RSA", nil), ("RSA", "RS256"):
      return try await TokenKey(rsa: .init(modulus: n ?? "", exponent: e ?? ""), id: kid)
    case ("EC", nil) where crv == "P-256", ("EC", "ES256"):
      return try await TokenKey(p256: .init(parameters: (x ?? "", y ?? "")), id: kid)
    case ("oct", nil), ("oct", "HS256"):
      return try await TokenKey(secret: SignedToken.base64URL((k ?? "").utf8) ?? [], id: kid)
    default: return nil
    }
  }
}
