import Foundation

/// SplitMix64 (Steele, Lea and Flood, 2014): the same numbers for the same seed, so that a failure can be played again.
package struct SeededGenerator: RandomNumberGenerator, Sendable {
  package let seed: UInt64
  private var state: UInt64

  package init(seed: UInt64) {
    self.seed = seed
    state = seed
  }

  /// A new seed each time, or `$QUERN_SEED`; printed, for a failure is worth little without it.
  package static func printed(for test: String) -> SeededGenerator {
    let chosen = ProcessInfo.processInfo.environment["QUERN_SEED"].flatMap { UInt64($0) }
    let seed = chosen ?? UInt64.random(in: 0..<1_000_000_000)
    print("\(test): QUERN_SEED=\(seed)")
    return SeededGenerator(seed: seed)
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
