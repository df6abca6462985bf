import Corpus
import Foundation

/// What a token says about its bearer.
struct Claims: Sendable {
  private let claims: [String: Claim]

  /// Those of somebody without a token.
  static let none = Claims(claims: [:])

  private init(claims: [String: Claim]) { self.claims = claims }

  /// - Throws: when the bytes are no JSON object.
  init(json: [UInt8]) throws { claims = try JSONDecoder().decode([String: Claim].self, from: Data(json)) }

  subscript(name: String) -> Claim? { claims[name] }

  /// Who the token was given to, if it says.
  var subject: String? { claims["sub"]?.string }

  /// - Parameter now: seconds since 1970.
  /// - Throws: why they cannot be believed now, here.
  func check(_ settings: JWTSettings, now: Double) throws(Refusal) {
    let leeway = settings.leeway / .seconds(1)
    guard let expiry = try time("exp") else {
      throw .token("unlimited", "the token never expires (ask for one with the claim exp)")
    }
    guard now < expiry + leeway else { throw .token("expired", "the token has expired (get a new one)") }
    if let start = try time("nbf"), now < start - leeway {
      throw .token("early", "the token is not valid yet (are the clocks right?)")
    }
    if let issue = try time("iat"), now < issue - leeway {
      throw .token("early", "the token was issued in the future (are the clocks right?)")
    }
    if let issuer = settings.issuer, claims["iss"]?.string != issuer {
      throw .token("issuer", "the token is not from the issuer that is trusted here")
    }
    try checkAudience(settings.audience)
  }

  /// The pipelines that may be searched; nil if none.
  func scope(_ name: String) -> Principal.Scope? {
    guard let claim = claims[name] ?? (name == "scope" ? claims["scopes"] : nil) else { return nil }
    let scopes = claim.strings.flatMap { claim.isList ? [$0[...]] : $0.split(separator: " ") }
    if scopes.contains("search") { return .all }
    let pipelines = Set(scopes.filter { $0.hasPrefix("search:") }.map { String($0.dropFirst(7)) }).subtracting([""])
    return pipelines.isEmpty ? nil : .only(pipelines)
  }

  private func checkAudience(_ audience: String?) throws(Refusal) {
    guard let audience else {
      guard claims["aud"] == nil else {
        throw .token(
          "audience", "the token is for a certain audience, and this server has no name (set auth.jwt.audience)")
      }
      return
    }
    guard let claim = claims["aud"], claim.strings.contains(audience) else {
      throw .token("audience", "the token is not for this server")
    }
  }

  private func time(_ name: String) throws(Refusal) -> Double? {
    guard let claim = claims[name] else { return nil }
    guard case .number(let time)? = claim.values.first, !claim.isList else {
      throw .token("malformed", "the token's claim \(name) is no time")
    }
    return time
  }
}
