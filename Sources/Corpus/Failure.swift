/// What went wrong, in the words of a colleague: subject, problem, and what to do next.
///
/// It is logged once, where its verdict is applied. Secrets and document text never enter it.
package struct Failure: Error, Hashable, Sendable, Codable {
  /// A stable, dotted name of the problem: `pdf.encrypted`.
  package var code: String
  /// What it happened to: a URI, a file with line and column, an address.
  package var subject: String
  /// What failed and why, as a phrase: `cannot extract page 14: encrypted`.
  package var problem: String
  /// What to do next, as a phrase: `give extract.passwords, or exclude it`.
  package var remedy: String
  package var verdict: Verdict

  package init(_ code: String, _ subject: String, _ problem: String, remedy: String, verdict: Verdict = .quarantine) {
    self.code = code
    self.subject = subject
    self.problem = problem
    self.remedy = remedy
    self.verdict = verdict
  }
}

extension Failure: CustomStringConvertible {
  package var description: String { "\(subject): \(problem) (\(remedy))" }
}
