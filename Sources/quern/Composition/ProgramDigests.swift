import Corpus
import Extracting
import Foundation

/// SHA-256 of the program files that take part in a run, by name.
enum ProgramDigests {
  /// A file that cannot be read is left out.
  static func read() -> [String: String] {
    let paths = ["/proc/self/exe", try? ExtractorProcess.executable()].compactMap(\.self)
    return Dictionary(
      zip(["quern", "quern-extract"], paths).compactMap { name, path in digest(of: path).map { (name, $0) } }
    ) { first, _ in first }
  }

  private static func digest(of path: String) -> String? {
    guard let bytes = try? Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped) else { return nil }
    return bytes.withUnsafeBytes { Digest(of: $0).hex }
  }
}
