/// How a run ended; the executable maps it to an exit code.
package enum RunOutcome: String, Sendable, Codable {
  case finished, interrupted, overThreshold, budgetReached, failed, running
}
