/// Who is let in, and how they show who they are.
package struct DoorSettings: Sendable {
  package var jwt: JWTSettings?
  /// The path of a file of ``APIKeyLine``s.
  package var apiKeys: String?
  /// Lets in requests that present nothing. What they present still has to be right.
  package var allowAnonymous: Bool

  package init(jwt: JWTSettings? = nil, apiKeys: String? = nil, allowAnonymous: Bool = false) {
    self.jwt = jwt
    self.apiKeys = apiKeys
    self.allowAnonymous = allowAnonymous
  }

  var hasDoors: Bool { jwt != nil || apiKeys != nil }
}

/// Which bearer tokens are believed, and what their claims mean.
package struct JWTSettings: Sendable {
  package enum Keys: Sendable {
    /// For HS256; at least 32 bytes.
    case secret([UInt8])
    /// A file with one public key in PEM, for RS256 or ES256.
    case publicKey(path: String, algorithm: TokenAlgorithm)
    /// A file with a JSON Web Key Set (RFC 7517).
    case jwks(path: String)
  }

  package var keys: Keys
  /// What `aud` has to be or to hold. A token for an audience is refused where none is set (RFC 7519, section 4.1.3).
  package var audience: String?
  /// What `iss` has to be.
  package var issuer: String?
  /// The claim with the scopes; where it is `scope`, `scopes` is read in its absence.
  package var scopesClaim: String
  package var claimFilters: [ClaimFilter]
  /// By how much clocks may differ.
  package var leeway: Duration

  package init(
    keys: Keys, audience: String? = nil, issuer: String? = nil, scopesClaim: String = "scope",
    claimFilters: [ClaimFilter] = [], leeway: Duration = .seconds(30)
  ) {
    self.keys = keys
    self.audience = audience
    self.issuer = issuer
    self.scopesClaim = scopesClaim
    self.claimFilters = claimFilters
    self.leeway = leeway
  }
}

/// The algorithms that a key can be for. There is no `none`.
package enum TokenAlgorithm: String, Hashable, Sendable, CaseIterable {
  case hs256 = "HS256"
  case rs256 = "RS256"
  case es256 = "ES256"
}
