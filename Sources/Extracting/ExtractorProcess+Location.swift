import Glibc

extension ExtractorProcess {
  /// Where `quern-extract` is expected: in the folder of the running program, whatever name or link that was started
  /// by.
  package static var expectedExecutable: String {
    guard let program = realpath("/proc/self/exe", nil) else { return "quern-extract" }
    defer { free(program) }
    return "\(String(cString: dirname(program)))/quern-extract"
  }
}
