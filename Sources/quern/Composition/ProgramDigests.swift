import Corpus
import Embedding
import Extracting
import Foundation

/// SHA-256 of the program files that take part in a run, by name.
enum ProgramDigests {
  /// A file that cannot be read is left out.
  static func read() -> [String: String] {
    let known = ModelCache().preparations
    let paths = ["/proc/self/exe", try? ExtractorProcess.executable()].compactMap(\.self)
    let digests = zip(["quern", "quern-extract"], paths).compactMap { name, path in
      known.digest(of: path) { digest(of: path) }.map { (name, $0.hex) }
    }
    return Dictionary(digests) { first, _ in first }
  }

  private static func digest(of path: String) -> Digest? {
    guard let bytes = try? Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped) else { return nil }
    return bytes.withUnsafeBytes { Digest(of: $0) }
  }
}
