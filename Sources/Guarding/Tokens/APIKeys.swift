import Corpus
import Crypto

/// The keys of a file.
struct APIKeys: Sendable {
  /// Bytes that a key may have: far more than ours have, and quick to hash.
  private static let longest = 512

  private let lines: [APIKeyLine]

  /// - Throws: ``Failure`` `auth.apiKeys`, naming the line and none of its contents.
  init(file bytes: [UInt8], path: String) throws(Failure) {
    var lines: [APIKeyLine] = []
    var seen: Set<KeyDigest> = []
    for (number, text) in String(decoding: bytes, as: UTF8.self).split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline
    ).enumerated() {
      let text = text.drop(while: \.isWhitespace)
      if text.isEmpty || text.hasPrefix("#") { continue }
      guard let line = APIKeyLine(text.prefix { !$0.isWhitespace }) else {
        throw Self.failure(
          path, number, "is no key",
          remedy: "write name:sha256 or name:sha256:pipeline,pipeline, and # before a comment")
      }
      guard seen.insert(line.digest).inserted else {
        throw Self.failure(path, number, "repeats a key", remedy: "a key has one name")
      }
      lines.append(line)
    }
    self.lines = lines
  }

  /// The line of a key that was presented. Takes as long for a wrong one as for any right one.
  func line(of key: String) -> APIKeyLine? {
    guard key.utf8.count <= Self.longest else { return nil }
    let digest = KeyDigest(SHA256.hash(data: Array(key.utf8)))
    var found: Int?
    for (index, line) in lines.enumerated() where line.digest.equalsInConstantTime(digest) { found = index }
    return found.map { lines[$0] }
  }

  private static func failure(_ path: String, _ number: Int, _ problem: String, remedy: String) -> Failure {
    Failure("auth.apiKeys", "\(path):\(number + 1)", problem, remedy: remedy, verdict: .stop(.configuration))
  }
}
