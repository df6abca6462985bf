package import Corpus
import Crypto
import Foundation

/// A line of a file of API keys: `name:sha256hex` or `name:sha256hex:pipeline,pipeline`.
///
/// A file holds only hashes: who reads it can ask nothing. A name may have several keys, so that one can be replaced
/// while both work.
package struct APIKeyLine: Sendable {
  package let name: String
  package let pipelines: Principal.Scope
  let digest: KeyDigest

  /// A new key, to be shown once, and the line for the file.
  ///
  /// - Parameter name: letters, digits, `.`, `_`, `@` and `-`, at most 64.
  /// - Parameter pipelines: those that may be searched; all if empty.
  /// - Throws: ``Failure`` `auth.apiKeyName`.
  package static func make(name: String, pipelines: [String] = []) throws(Failure) -> (key: String, line: String) {
    guard isName(name), pipelines.allSatisfy({ isName($0) }) else {
      throw Failure(
        "auth.apiKeyName", "the name", "cannot stand in a file of keys",
        remedy: "use at most 64 letters, digits, dots, dashes, underscores and @", verdict: .stop(.usage))
    }
    let secret = Data(SymmetricKey(size: .bits256).withUnsafeBytes(Array.init)).base64EncodedString()
    // As in URLs: nothing has to be quoted in a shell or escaped in a header.
    let key = "quern_" + secret.map { $0 == "+" ? "-" : $0 == "/" ? "_" : String($0) }.joined().prefix { $0 != "=" }
    let parts = [name, Digest(of: key).hex] + (pipelines.isEmpty ? [] : [pipelines.joined(separator: ",")])
    return (key, parts.joined(separator: ":"))
  }

  /// Reads a line; nil if it is not one.
  init?(_ line: some StringProtocol) {
    let parts = line.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3, Self.isName(parts[0]), let bytes = [UInt8](hex: parts[1]),
      let digest = KeyDigest(bytes)
    else { return nil }
    name = String(parts[0])
    self.digest = digest
    if parts.count == 3 {
      let names = parts[2].split(separator: ",", omittingEmptySubsequences: false)
      guard names.allSatisfy({ Self.isName($0) }) else { return nil }
      pipelines = .only(Set(names.map { String($0) }))
    } else {
      pipelines = .all
    }
  }

  private static func isName(_ name: some StringProtocol) -> Bool {
    (1...64).contains(name.utf8.count)
      && name.unicodeScalars.allSatisfy { scalar in
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", ".", "_", "@", "-": true
        default: false
        }
      }
  }
}
