import Crypto
import CryptoExtras
import Foundation

/// Makes tokens of every kind, right and wrong ones, without the library under test.
struct TokenMaker {
  enum Key {
    case secret([UInt8])
    case rsa(_RSA.Signing.PrivateKey)
    case p256(P256.Signing.PrivateKey)
    case none
  }

  /// 2023-11-14, in seconds since 1970: what every test calls now.
  static let now = 1_700_000_000.0

  static let rsa = Result { try _RSA.Signing.PrivateKey(keySize: .bits2048) }.unwrapped
  static let p256 = P256.Signing.PrivateKey()
  static let secret = Array("0123456789abcdef0123456789abcdef".utf8)

  /// - Parameter header: JSON, as it stands.
  static func token(header: String, payload: String, key: Key) -> String {
    let signed = base64URL(Array(header.utf8)) + "." + base64URL(Array(payload.utf8))
    let signature: [UInt8] =
      switch key {
      case .secret(let secret):
        Array(HMAC<SHA256>.authenticationCode(for: Array(signed.utf8), using: SymmetricKey(data: secret)))
      case .rsa(let key):
        Array(
          Result { try key.signature(for: SHA256.hash(data: Array(signed.utf8)), padding: .insecurePKCS1v1_5) }
            .unwrapped.rawRepresentation)
      case .p256(let key):
        Array(Result { try key.signature(for: Array(signed.utf8)) }.unwrapped.rawRepresentation)
      case .none: []
      }
    return signed + "." + base64URL(signature)
  }

  /// A good HS256 token but for what is given.
  static func hs256(_ claims: String = #""scope": "search""#, exp: Double? = now + 60) -> String {
    let exp = exp.map { #""exp": \#(Int($0)), "# } ?? ""
    return token(header: #"{"alg":"HS256"}"#, payload: "{\(exp)\(claims)}", key: .secret(secret))
  }

  static func base64URL(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }
}

extension Result {
  /// What cannot fail here.
  fileprivate var unwrapped: Success {
    switch self {
    case .success(let value): value
    case .failure(let error): preconditionFailure("\(error)")
    }
  }
}
