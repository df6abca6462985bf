/// What a failure means for the work at hand.
package enum Verdict: Hashable, Sendable, Codable {
  /// Worth another try, after so many seconds if the other side said.
  case retry(afterSeconds: Double?)
  /// This item is set aside with its reason; the run goes on.
  case quarantine
  /// The run cannot go on.
  case stop(Stop)

  /// Why a run stops; the executable maps each to an exit code.
  package enum Stop: String, Hashable, Sendable, Codable {
    case usage, configuration, input, dependency, interrupted, overThreshold, budget, refusedByGate, differences
    case unexpected
  }
}
