import Foundation

/// A JSON Web Token (RFC 7519) in its compact form, taken apart and not believed yet.
struct SignedToken {
  /// The part of the header that decides about the key. Everything else in it is a stranger's word (`jwk`, `jku`, `x5c`).
  struct Header: Decodable {
    var alg: String
    var kid: String?
    fileprivate var crit: Claim?
  }

  let header: Header
  /// What the signature is for.
  let signed: ArraySlice<UInt8>
  let signature: [UInt8]
  /// JSON, not to be looked at before the signature was.
  let payload: [UInt8]

  init(_ text: some StringProtocol) throws(Refusal) {
    let bytes = Array(text.utf8)
    let parts = bytes.split(separator: UInt8(ascii: "."), maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count == 3, !parts[2].isEmpty, let head = Self.base64URL(parts[0]),
      let payload = Self.base64URL(parts[1]), let signature = Self.base64URL(parts[2]),
      let header = try? JSONDecoder().decode(Header.self, from: Data(head))
    else { throw .token("malformed", "the token is no signed JSON Web Token") }
    guard header.crit == nil else {
      throw .token("critical", "the token asks for an extension that this server does not know")
    }
    self.header = header
    self.signed = bytes[..<parts[1].endIndex]
    self.payload = payload
    self.signature = signature
  }

  /// Without padding, line breaks or any character outside the alphabet (RFC 7515, section 2).
  static func base64URL(_ text: some Collection<UInt8>) -> [UInt8]? {
    var plain = Data(capacity: text.count + 3)
    for byte in text {
      switch byte {
      case UInt8(ascii: "-"): plain.append(UInt8(ascii: "+"))
      case UInt8(ascii: "_"): plain.append(UInt8(ascii: "/"))
      case UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="): return nil
      default: plain.append(byte)
      }
    }
    while !plain.count.isMultiple(of: 4) { plain.append(UInt8(ascii: "=")) }
    return Data(base64Encoded: plain).map(Array.init)
  }
}
