import Corpus
import Glibc

extension ExtractorProcess {
  /// Where `quern-extract` is expected: in the folder of the running program, whatever name or link that was started
  /// by.
  package static var expectedExecutable: String {
    guard let program = realpath("/proc/self/exe", nil) else { return "quern-extract" }
    defer { free(program) }
    return "\(String(cString: dirname(program)))/quern-extract"
  }

  /// Where `quern-extract` is.
  ///
  /// - Throws: ``Failure`` `extract.missing`.
  package static func executable() throws -> String {
    let path = expectedExecutable
    guard access(path, X_OK) == 0 else {
      throw Failure(
        "extract.missing", path, "is not there", remedy: "install quern-extract beside quern",
        verdict: .stop(.configuration))
    }
    return path
  }
}
