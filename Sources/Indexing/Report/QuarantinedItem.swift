package import Corpus

/// An item set aside, with its reason.
package struct QuarantinedItem: Hashable, Sendable {
  package var stage: Stage
  package var source: String
  package var uri: String
  package var failure: Failure
  package var attempts: Int
  /// Seconds since 1970.
  package var firstAt: Double
  package var lastAt: Double
  package var discarded: Bool

  package var reason: QuarantineReason { QuarantineReason(of: failure) }

  package init(
    stage: Stage, source: String, uri: String, failure: Failure, attempts: Int, firstAt: Double, lastAt: Double,
    discarded: Bool
  ) {
    self.stage = stage
    self.source = source
    self.uri = uri
    self.failure = failure
    self.attempts = attempts
    self.firstAt = firstAt
    self.lastAt = lastAt
    self.discarded = discarded
  }
}
