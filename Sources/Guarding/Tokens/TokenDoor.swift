import Corpus
import Logging

/// Believes tokens that a trusted key has signed, for as long as they say.
struct TokenDoor: Sendable {
  private enum Keys: Sendable {
    case fixed(TokenKeys)
    case file(WatchedFile<TokenKeys>)
  }

  /// Bytes that a token may have.
  private static let longest = 8 << 10

  private let settings: JWTSettings
  private let keys: Keys
  /// Verifying takes some hundred times as long as looking up; only what a trusted key has signed gets in here.
  private let verified = MemoryCache<Claims>(capacity: 4 << 20, lifetime: .seconds(300))
  private let now: @Sendable () -> Double

  init(
    _ settings: JWTSettings, log: Logger, now: @escaping @Sendable () -> Double, recheck: Duration
  ) async throws(Failure) {
    self.settings = settings
    self.now = now
    switch settings.keys {
    case .secret(let secret): keys = .fixed(try await TokenKeys(secret: secret))
    case .publicKey(let path, let algorithm):
      let file = try await WatchedFile(path, pause: recheck, log: log) { bytes throws(Failure) in
        try await TokenKeys(pem: bytes, algorithm: algorithm, path: path)
      }
      keys = .file(file)
    case .jwks(let path):
      let file = try await WatchedFile(path, pause: recheck, log: log) { bytes throws(Failure) in
        try await TokenKeys(jwks: bytes, path: path)
      }
      keys = .file(file)
    }
  }

  func principal(_ text: Substring, _ remote: RemoteAddress) async throws(Refusal) -> Principal {
    let claims = try await claims(text)
    try claims.check(settings, now: now())
    guard let scope = claims.scope(settings.scopesClaim) else { throw .scope }
    return Principal(
      name: claims.subject.map(Self.printable) ?? "token",
      client: claims.subject.map { "subject:\(Digest(of: $0).hex)" } ?? remote.client,
      pipelines: scope,
      filters: settings.claimFilters.compactMap { $0.filter(for: claims) })
  }

  /// What a token says whose signature is good. Nothing of it is known to be true now, or here.
  private func claims(_ text: Substring) async throws(Refusal) -> Claims {
    guard text.utf8.count <= Self.longest else {
      throw .token("size", "the token is longer than \(Self.longest) bytes")
    }
    let trusted = await trusted
    // Other keys are another question: what the old ones had signed is forgotten with them.
    let question = CacheKey(["token": String(text), "keys": trusted.name])
    if let claims = verified.value(for: question) { return claims }
    let token = try SignedToken(text)
    guard try trusted.key(for: token.header).signed(token) else {
      throw .token("signature", "the token's signature is wrong")
    }
    guard let claims = try? Claims(json: token.payload) else {
      throw .token("malformed", "the token's claims are no JSON object")
    }
    verified.insert(claims, cost: text.utf8.count * 4, for: question)
    return claims
  }

  private var trusted: TokenKeys {
    get async {
      switch keys {
      case .fixed(let keys): keys
      case .file(let file): await file.current
      }
    }
  }

  /// A name that cannot break a log line.
  private static func printable(_ name: String) -> String {
    String(String.UnicodeScalarView(name.unicodeScalars.prefix(64).map { (" "..."~").contains($0) ? $0 : "?" }))
  }
}
