import Metrics

/// Hits and misses of each layer: `<label>_hits_total{layer}` and `<label>_misses_total{layer}`.
struct CacheCounters: Sendable {
  let memoryHits: Counter
  let memoryMisses: Counter
  let redisHits: Counter
  let redisMisses: Counter

  init(label: String, metrics: any MetricsFactory) {
    func counter(_ what: String, _ layer: String) -> Counter {
      Counter(label: "\(label)_\(what)_total", dimensions: [("layer", layer)], factory: metrics)
    }
    memoryHits = counter("hits", "memory")
    memoryMisses = counter("misses", "memory")
    redisHits = counter("hits", "redis")
    redisMisses = counter("misses", "redis")
  }
}
