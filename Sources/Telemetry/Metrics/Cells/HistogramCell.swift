import Metrics
import Synchronization

/// Counts values by their size. What is not finite is left out: it would spoil the sum for good.
final class HistogramCell: MetricCell {
  private let bounds: [Double]
  private let tally: Mutex<Tally>

  private struct Tally: Sendable {
    /// One more than there are bounds.
    var counts: [UInt64]
    var sum = 0.0
    /// Durations, kept apart so that their sum stays exact.
    var nanoseconds: Int64 = 0
  }

  init(bounds: [Double]) {
    self.bounds = bounds
    tally = Mutex(Tally(counts: Array(repeating: 0, count: bounds.count + 1)))
  }

  func write(name: String, labels: String, to page: inout Exposition) {
    let tally = tally.withLock { $0 }
    var count: UInt64 = 0
    let comma = labels.isEmpty ? "" : ","
    for (bound, more) in zip(bounds + [.infinity], tally.counts) {
      count &+= more
      page.sample("\(name)_bucket", "\(labels)\(comma)le=\"\(Exposition.number(bound))\"", "\(count)")
    }
    page.sample("\(name)_sum", labels, tally.sum + Double(tally.nanoseconds) / 1e9)
    page.sample("\(name)_count", labels, "\(count)")
  }

  /// Unlike Prometheus', OTLP's buckets do not add up.
  func append(to line: inout JSONLine) {
    let tally = tally.withLock { $0 }
    line.field("count", "\(tally.counts.reduce(0, &+))")
    line.number("sum", tally.sum + Double(tally.nanoseconds) / 1e9)
    line.list("bucketCounts") { line in
      for count in tally.counts { line.string("\(count)") }
    }
    line.list("explicitBounds") { line in
      for bound in bounds { line.literal("\(bound)") }
    }
  }

  /// The first bucket that a value fits in.
  private func bucket(of value: Double) -> Int {
    var (low, high) = (0, bounds.count)
    while low < high {
      let middle = (low + high) / 2
      if value <= bounds[middle] { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension HistogramCell: RecorderHandler, TimerHandler {
  func record(_ value: Int64) { record(Double(value)) }

  func record(_ value: Double) {
    guard value.isFinite else { return }
    let bucket = bucket(of: value)
    tally.withLock { tally in
      tally.counts[bucket] &+= 1
      tally.sum += value
    }
  }

  func recordNanoseconds(_ duration: Int64) {
    let bucket = bucket(of: Double(duration) / 1e9)
    tally.withLock { tally in
      tally.counts[bucket] &+= 1
      tally.nanoseconds &+= duration
    }
  }
}
