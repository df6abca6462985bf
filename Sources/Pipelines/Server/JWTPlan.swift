/// Which bearer tokens are believed, and what their claims mean.
package struct JWTPlan: Sendable, Equatable {
  package var keys: Keys
  /// What `aud` must hold; nil for none.
  package var audience: String?
  /// What `iss` must be; nil for anything.
  package var issuer: String?
  /// The claim with the scopes.
  package var scopesClaim: String
  /// What a caller may see, by the claim that says so.
  package var claimFilters: [String: ClaimFilter]

  /// What signatures are checked with; paths are absolute.
  package enum Keys: Sendable, Equatable {
    case jwks(path: String)
    case secret(Secret)
    case publicKey(path: String, algorithm: Algorithm)
  }

  package enum Algorithm: String, Sendable, Equatable, CaseIterable { case HS256, RS256, ES256 }

  /// Shows only documents whose metadata has one of the claim's values.
  package struct ClaimFilter: Sendable, Equatable {
    /// The metadata field.
    package var field: String
    /// Whether those who do not have the claim see everything; otherwise they see nothing.
    package var isOptional: Bool
  }
}
