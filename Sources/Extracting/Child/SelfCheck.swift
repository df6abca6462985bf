import CSandbox
import Glibc

/// Confines this process as a child would be, then tries what a hostile document would want it to do.
package struct SelfCheck {
  package let confinement: Confinement
  /// What was tried, and why it was refused; nil when it was possible.
  package let attempts: [(name: String, refusal: String?)]

  /// - Parameter memoryBytes: the bound that is tried as well.
  package init(memoryBytes: Int) {
    confinement = Confinement.confine(memoryBytes: memoryBytes, keepsOutput: true)
    attempts = (0..<CSANDBOX_ATTEMPT_COUNT.rawValue).compactMap { number in
      let attempt = csandbox_attempt(number)
      guard let name = csandbox_attempt_name(attempt) else { return nil }
      let error = csandbox_try(attempt, UInt64(clamping: memoryBytes))
      return (String(cString: name), error == 0 ? nil : String(cString: strerror(error)))
    }
  }

  package var allRefused: Bool { attempts.allSatisfy { $0.refusal != nil } }

  /// One line for each measure and attempt.
  package var report: String {
    let measures = confinement.measures.map { "\($0.name): \($0.problem ?? "in force")" }
    return (measures + attempts.map { "\($0.name): \($0.refusal.map { "refused (\($0))" } ?? "POSSIBLE")" })
      .joined(separator: "\n")
  }
}
