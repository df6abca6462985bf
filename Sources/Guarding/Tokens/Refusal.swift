/// Why somebody is not let in, in words that may be sent to them: never with any part of what they presented.
package struct Refusal: Error, Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// Nothing shows who asks: HTTP 401, with the challenge.
    case unauthorised
    /// It is known who asks, and they may not: HTTP 403, with the challenge.
    case forbidden
  }

  package var kind: Kind
  /// A stable, dotted name: `token.expired`.
  package var code: String
  package var message: String
  /// The value of the header `WWW-Authenticate` (RFC 6750, section 3).
  package var challenge: String

  package init(_ kind: Kind, _ code: String, _ message: String, challenge: String) {
    self.kind = kind
    self.code = code
    self.message = message
    self.challenge = challenge
  }

  /// A token that cannot be believed.
  static func token(_ code: String, _ message: String) -> Refusal {
    Refusal(.unauthorised, "token.\(code)", message, challenge: #"Bearer realm="quern", error="invalid_token""#)
  }

  /// A token that is believed, and allows no search.
  static let scope = Refusal(
    .forbidden, "token.scope",
    "the token allows no search (ask for the scope search, or search:<pipeline> for one pipeline)",
    challenge: #"Bearer realm="quern", error="insufficient_scope", scope="search""#)
}
