/// How a run ended, or a worker's part in it; the executable maps it to an exit code.
package enum RunOutcome: String, Sendable, Codable, CaseIterable {
  case finished, interrupted, overThreshold, refusedByGate, budgetReached, failed, running
  /// A worker's stages have nothing left, and the later ones are for others, who may be yet to come.
  case handedOver

  /// Whether the run did all it could: nobody needs to go on with it.
  package var isFinal: Bool { [.finished, .overThreshold, .refusedByGate].contains(self) }
}
