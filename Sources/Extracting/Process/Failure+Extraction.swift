import CSandbox
import Corpus
import Glibc

/// Why one object's extraction was given up, in the words of a colleague.
extension Failure {
  static func unavailable(_ executable: String, _ why: String) -> Failure {
    Failure(
      "extract.unavailable", executable, "cannot be started: \(why)",
      remedy: "install it beside quern, from the same build", verdict: .stop(.dependency))
  }

  static func timedOut(_ uri: String, after timeout: Duration) -> Failure {
    Failure(
      "extract.timeout", uri, "took longer than \(seconds(timeout)) s",
      remedy: "raise extract.timeout, or exclude it")
  }

  static func outputTooLarge(_ uri: String, bytes: Int) -> Failure {
    Failure("extract.output", uri, "gives more than \(bytes >> 20) MiB", remedy: "split it, or exclude it")
  }

  static func violated(_ uri: String, _ violation: ProtocolViolation) -> Failure {
    Failure(
      "extract.protocol", uri, "made the extractor answer nonsense: \(violation.rawValue)",
      remedy: "exclude it, and report it as a bug")
  }

  static func ended(_ uri: String, _ ending: Ending, limits: Limits) -> Failure {
    switch ending {
    case .exited(CSANDBOX_EXIT_MEMORY): .outOfMemory(uri, "needs more than \(limits.memoryBytes >> 20) MiB")
    // Not from here: what kills so is nearly always the kernel, or a container, that runs out of memory.
    case .signalled(SIGKILL): .outOfMemory(uri, "had its extractor killed from outside, most likely for want of memory")
    case .signalled(SIGXCPU): .timedOut(uri, after: limits.timeout)
    case .signalled(let signal): .crashed(uri, "with \(name(of: signal))")
    case .exited(let status): .crashed(uri, "(it ended with status \(status))")
    case .unseen: .crashed(uri, "(it ended, and nobody saw how)")
    }
  }

  /// `60`, `0.5`
  private static func seconds(_ duration: Duration) -> String {
    let (whole, fraction) = duration.components
    return fraction == 0 ? String(whole) : String(duration / .seconds(1))
  }

  private static func outOfMemory(_ uri: String, _ problem: String) -> Failure {
    Failure("extract.memory", uri, problem, remedy: "raise extract.memoryLimit, or exclude it")
  }

  private static func crashed(_ uri: String, _ how: String) -> Failure {
    Failure("extract.crashed", uri, "crashed its extractor \(how)", remedy: "exclude it, and report it as a bug")
  }

  /// `SIGSEGV`; a number for signals that programs seldom die of.
  private static func name(of signal: CInt) -> String {
    let names = [
      SIGSEGV: "SIGSEGV", SIGBUS: "SIGBUS", SIGABRT: "SIGABRT", SIGILL: "SIGILL", SIGFPE: "SIGFPE",
      SIGTRAP: "SIGTRAP", SIGSYS: "SIGSYS", SIGTERM: "SIGTERM", SIGXFSZ: "SIGXFSZ",
    ]
    return names[signal] ?? "signal \(signal)"
  }
}
