import Metrics

/// Hits and misses of a cache, by layer or in all: `<label>_hits_total` and `<label>_misses_total`.
struct CacheCounters: Sendable {
  let memoryHits: Counter
  let redisHits: Counter
  /// Nil where only what no layer has counts as a miss.
  let memoryMisses: Counter?
  let redisMisses: Counter?
  /// What no layer has; nil where each layer's misses count.
  let misses: Counter?

  /// - Parameter byLayer: whether the layers are told apart, by a label `layer`.
  init(label: String, byLayer: Bool, metrics: any MetricsFactory) {
    func counter(_ what: String, _ layer: String) -> Counter {
      let dimensions = byLayer ? [("layer", layer)] : []
      return Counter(label: "\(label)_\(what)_total", dimensions: dimensions, factory: metrics)
    }
    memoryHits = counter("hits", "memory")
    redisHits = counter("hits", "redis")
    memoryMisses = byLayer ? counter("misses", "memory") : nil
    redisMisses = byLayer ? counter("misses", "redis") : nil
    misses = byLayer ? nil : counter("misses", "")
  }
}
