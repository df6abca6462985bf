import Corpus
import Foundation

/// The same numbers for the same seed, which it can tell, so that a failure can be played again.
package struct SeededGenerator: RandomNumberGenerator, Sendable {
  package let seed: UInt64
  private var numbers: SeededRandom

  package init(seed: UInt64) {
    self.seed = seed
    numbers = SeededRandom(seed: seed)
  }

  /// A new seed each time, or `$QUERN_SEED`; printed, for a failure is worth little without it.
  package static func printed(for test: String) -> SeededGenerator {
    let chosen = ProcessInfo.processInfo.environment["QUERN_SEED"].flatMap { UInt64($0) }
    let seed = chosen ?? UInt64.random(in: 0..<1_000_000_000)
    print("\(test): QUERN_SEED=\(seed)")
    return SeededGenerator(seed: seed)
  }

  package mutating func next() -> UInt64 { numbers.next() }
}
