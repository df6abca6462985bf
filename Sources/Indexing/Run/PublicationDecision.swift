/// What becomes of a run's work: the last step of a run, decided without touching anything.
package struct PublicationDecision: Hashable, Sendable {
  /// Make a revision of the documents that are complete.
  package var publishes: Bool
  /// Everything the sources hold is in the generation.
  package var seals: Bool
  /// Verify the generation, pass the gates, and make it live; its predecessor retires.
  package var promotes: Bool
  package var outcome: RunOutcome

  /// - Parameter failures: documents quarantined since the generation's last revision.
  /// - Parameter touched: documents new, changed or quarantined since then.
  /// - Parameter maxFailures: largest share of failures among the touched, from 0 to 1.
  /// - Parameter pending: whether work is left: interrupted, out of budget, or only some stages were run.
  /// - Parameter mayPromote: whether this is the generation that the pipeline file asks for, and goes live by itself.
  /// - Parameter hasLive: whether searches have another generation. The first one goes live as soon as anything in it is
  ///   complete; a later one only when everything is.
  package init(
    state: Generation.State, stopped: RunOutcome?, pending: Bool, failures: Int, touched: Int, maxFailures: Double,
    mayPromote: Bool, hasLive: Bool
  ) {
    if failures > 0, Double(failures) > maxFailures * Double(touched) {
      self.init(publishes: false, seals: false, promotes: false, outcome: .overThreshold)
    } else {
      let complete = stopped == nil && !pending
      let isCandidate = state != .live && state != .failed
      self.init(
        publishes: true, seals: state == .building && complete,
        promotes: isCandidate && mayPromote && (complete || !hasLive), outcome: stopped ?? .finished)
    }
  }

  private init(publishes: Bool, seals: Bool, promotes: Bool, outcome: RunOutcome) {
    self.publishes = publishes
    self.seals = seals
    self.promotes = promotes
    self.outcome = outcome
  }
}
