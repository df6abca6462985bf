package import Retrieval

/// What a strategy gives and takes.
package struct StrategyChoice: Hashable, Sendable {
  package var strategy: Strategy
  /// More is better.
  package var quality: Double
  /// Milliseconds; less is better, of the 95th percentile.
  package var mean: Double
  package var latency: Double
  /// Megabytes; less is better.
  package var memory: Double
  package var rate: Double

  package init(
    strategy: Strategy, quality: Double, mean: Double, latency: Double, memory: Double, rate: Double
  ) {
    self.strategy = strategy
    self.quality = quality
    self.mean = mean
    self.latency = latency
    self.memory = memory
    self.rate = rate
  }

  /// Whether it is at least as good in quality, latency and memory, and better in one of them.
  package func dominates(_ other: StrategyChoice) -> Bool {
    quality >= other.quality && latency <= other.latency && memory <= other.memory
      && (quality > other.quality || latency < other.latency || memory < other.memory)
  }
}
