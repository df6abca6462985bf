/// What a gate said of a generation that was about to go live.
package struct GateReport: Hashable, Sendable, Codable {
  package var gate: String
  package var passed: Bool
  /// What was found, and what was asked for, as a phrase.
  package var finding: String

  package init(gate: String, passed: Bool, finding: String) {
    self.gate = gate
    self.passed = passed
    self.finding = finding
  }
}
