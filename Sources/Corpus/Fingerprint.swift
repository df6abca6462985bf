/// What a stage's output depends on besides its input: its settings, a version number raised by hand when its output
/// changes, and the digests of its model files. Two stages with equal fingerprints give equal output for equal input.
package struct Fingerprint: Hashable, Sendable {
  package let digest: Digest

  /// - Parameter version: raised by hand when the stage's output changes; golden tests guard it.
  /// - Parameter settings: everything that changes the output; the order of the keys does not matter.
  package init(stage: String, version: Int, settings: [String: String]) {
    var canonical = "\(stage)\u{0}\(version)"
    for (key, value) in settings.sorted(by: { $0.key < $1.key }) {
      canonical += "\u{0}\(key.utf8.count):\(key)\u{0}\(value.utf8.count):\(value)"
    }
    digest = Digest(of: canonical)
  }

  package init(_ digest: Digest) { self.digest = digest }
}

extension Fingerprint: CustomStringConvertible {
  /// The first 12 hexadecimal digits: enough to tell fingerprints apart on a screen.
  package var description: String { String(digest.hex.prefix(12)) }
}
