/// How a run ended; the executable maps it to an exit code.
package enum RunOutcome: String, Sendable, Codable, CaseIterable {
  case finished, interrupted, overThreshold, refusedByGate, budgetReached, failed, running

  /// Whether the run did all it could: nobody needs to go on with it.
  package var isFinal: Bool { [.finished, .overThreshold, .refusedByGate].contains(self) }
}
