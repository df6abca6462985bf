package import Corpus

/// Where a run stands, as one of its workers sees it.
package struct RunStanding: Hashable, Sendable {
  /// The generations it feeds, the live one first; empty before ``Milestone/planned``.
  package var generations: [Int]
  package var reached: Set<Milestone>
  /// Whether its books are closed: there is nothing left for anybody.
  package var isClosed: Bool
  /// Living workers besides this one.
  package var others: Int
  /// Files, documents and chunks that its workers finished, the dead ones' included; by
  /// ``GenerationFingerprints/route(to:)``.
  package var done: [Fingerprint: Int]
  /// Tokens that they embedded.
  package var tokens: Int

  package init(
    generations: [Int] = [], reached: Set<Milestone> = [], isClosed: Bool = false, others: Int = 0,
    done: [Fingerprint: Int] = [:],
    tokens: Int = 0
  ) {
    self.generations = generations
    self.reached = reached
    self.isClosed = isClosed
    self.others = others
    self.done = done
    self.tokens = tokens
  }
}
