/// What a new generation must fulfil before it goes live. All figures are shares from 0 to 1.
package enum GatePlan: Sendable, Equatable {
  /// No eval may score lower than the live generation by more than this share.
  case quality(maxDrop: Double)
  /// No more than this share of the documents may be in quarantine.
  case quarantine(max: Double)
  /// At least this share of the source's documents must be in the index.
  case coverage(min: Double)
  /// The approximate vector index must find at least this share of what an exact search finds.
  case recall(min: Double)
}
