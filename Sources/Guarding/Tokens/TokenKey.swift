import Corpus
import Foundation
import JWTKit

/// A key, and the one algorithm that it verifies: a token can name neither another nor none.
struct TokenKey: Sendable {
  /// The shortest secret: as long as the hash (RFC 7518, section 3.2).
  static let shortestSecret = 32

  let algorithm: TokenAlgorithm
  /// Its name in a key set.
  let id: String?
  private let verifier: any JWTAlgorithm

  private init(_ algorithm: TokenAlgorithm, id: String?, _ keys: JWTKeyCollection) async throws {
    self.algorithm = algorithm
    self.id = id
    verifier = try await keys.getKey()
  }

  /// - Throws: when the secret is shorter than ``shortestSecret``.
  init(secret: [UInt8], id: String? = nil) async throws {
    guard secret.count >= Self.shortestSecret else { throw Unusable.shortSecret }
    try await self.init(.hs256, id: id, JWTKeyCollection().add(hmac: HMACKey(from: secret), digestAlgorithm: .sha256))
  }

  /// - Throws: when the text is no public key in PEM for this algorithm, or an RSA key of fewer than 2,048 bits.
  init(pem: String, algorithm: TokenAlgorithm) async throws {
    switch algorithm {
    case .hs256: throw Unusable.notPublic
    case .rs256: try await self.init(rsa: .init(pem: pem))
    case .es256: try await self.init(p256: .init(pem: pem))
    }
  }

  init(rsa key: Insecure.RSA.PublicKey, id: String? = nil) async throws {
    try await self.init(.rs256, id: id, JWTKeyCollection().add(rsa: key, digestAlgorithm: .sha256))
  }

  init(p256 key: ES256PublicKey, id: String? = nil) async throws {
    try await self.init(.es256, id: id, JWTKeyCollection().add(ecdsa: key))
  }

  /// Whether a token was signed with this key; the caller has chosen it by the token's algorithm.
  func signed(_ token: SignedToken) -> Bool {
    (try? verifier.verify(token.signature, signs: token.signed)) ?? false
  }

  enum Unusable: Error { case shortSecret, notPublic }
}
