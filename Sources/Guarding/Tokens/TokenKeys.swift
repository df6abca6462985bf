import Corpus
import Foundation

/// The keys that tokens may be signed with.
struct TokenKeys: Sendable {
  /// Tells these keys from those read before or after.
  let name = UUID().uuidString
  private let keys: [TokenKey]

  /// The one key that a token is to be verified with.
  ///
  /// By its `kid` and its algorithm; a key without a name is for any `kid`, and a token without one for any key, as
  /// long as that leaves no choice.
  func key(for header: SignedToken.Header) throws(Refusal) -> TokenKey {
    let candidates = keys.filter { key in
      key.algorithm.rawValue == header.alg && (key.id == header.kid || key.id == nil || header.kid == nil)
    }
    let exact = candidates.filter { $0.id == header.kid }
    if let key = exact.count == 1 ? exact[0] : candidates.count == 1 ? candidates[0] : nil { return key }
    throw candidates.isEmpty
      ? .token("key", "the token is signed with a key or an algorithm that is not trusted here")
      : .token("key", "the token does not say which of several keys signed it (kid)")
  }

  /// Reads a JSON Web Key Set. Keys for encryption, and of kinds that are not used here, are passed over.
  /// - Throws: ``Failure`` `auth.jwks`.
  init(jwks bytes: [UInt8], path: String) async throws(Failure) {
    guard let set = try? JSONDecoder().decode(KeySet.self, from: Data(bytes)) else {
      throw Self.failure(path, "is no JSON Web Key Set", remedy: #"it starts with {"keys": ["#)
    }
    var keys: [TokenKey] = []
    for record in set.keys {
      do {
        if let key = try await record.key() { keys.append(key) }
      } catch {
        throw Self.failure(
          path, "has a key that cannot be used: \(record.place)",
          remedy: "RSA keys need 2,048 bits, secrets \(TokenKey.shortestSecret) bytes, and EC keys a point of P-256")
      }
    }
    guard !keys.isEmpty else {
      throw Self.failure(
        path, "has no key for \(Self.algorithms)", remedy: "export the keys that sign, not those that encrypt")
    }
    let names = keys.map { "\($0.algorithm.rawValue) \($0.id ?? "")" }
    guard Set(names).count == keys.count else {
      throw Self.failure(path, "has two keys of the same kid and algorithm", remedy: "give each key a kid of its own")
    }
    self.keys = keys
  }

  /// Reads one public key.
  /// - Throws: ``Failure`` `auth.publicKey`.
  init(pem bytes: [UInt8], algorithm: TokenAlgorithm, path: String) async throws(Failure) {
    do {
      keys = [try await TokenKey(pem: String(decoding: bytes, as: UTF8.self), algorithm: algorithm)]
    } catch {
      throw Failure(
        "auth.publicKey", path, "is no public key in PEM for \(algorithm.rawValue)",
        remedy: "RS256 takes an RSA key of at least 2,048 bits, ES256 one on P-256; openssl pkey -pubout writes them",
        verdict: .stop(.configuration))
    }
  }

  /// - Throws: ``Failure`` `auth.secret`.
  init(secret: [UInt8]) async throws(Failure) {
    do {
      keys = [try await TokenKey(secret: secret)]
    } catch {
      throw Failure(
        "auth.secret", "auth.jwt.secret", "is shorter than \(TokenKey.shortestSecret) bytes",
        remedy: "openssl rand -base64 48 makes a good one", verdict: .stop(.configuration))
    }
  }

  private static var algorithms: String { TokenAlgorithm.allCases.map(\.rawValue).joined(separator: ", ") }

  private static func failure(_ path: String, _ problem: String, remedy: String) -> Failure {
    Failure("auth.jwks", path, problem, remedy: remedy, verdict: .stop(.configuration))
  }
}

/// `{"keys": [...]}`, where anything may stand between what is understood.
private struct KeySet: Decodable {
  let keys: [KeyRecord]
}
