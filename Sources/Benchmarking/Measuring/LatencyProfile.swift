import Histogram

/// How long many things took, kept by HdrHistogram to three digits.
package struct LatencyProfile: Sendable {
  /// Nanoseconds. It grows with what it is given.
  private var histogram = Histogram<UInt64>(numberOfSignificantValueDigits: .three)

  package init() {}

  package var count: Int { Int(histogram.totalCount) }

  package mutating func record(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    histogram.record(UInt64(max(1, seconds * 1_000_000_000 + attoseconds / 1_000_000_000)))
  }

  package mutating func add(_ other: LatencyProfile) { histogram.add(other.histogram) }

  /// Milliseconds, as all that follow; 0 of nothing.
  package var mean: Double { count == 0 ? 0 : histogram.mean / 1e6 }
  package var highest: Double { count == 0 ? 0 : Double(histogram.maxRecorded) / 1e6 }

  package func percentile(_ percent: Double) -> Double {
    count == 0 ? 0 : Double(histogram.valueAtPercentile(percent)) / 1e6
  }

  /// Percentiles up to the last that enough was measured for, for a plot.
  package var curve: [Series.Point] {
    let percents: [Double] = [
      0, 10, 25, 50, 60, 70, 75, 80, 85, 90, 92.5, 95, 97, 98, 99, 99.5, 99.75, 99.9, 99.95, 99.99, 99.999,
    ]
    // 100 − 99.9 is a little less than 0.1.
    return percents.filter { (100 - $0) / 100 * Double(count) > 1 - 1e-9 }.map { Series.Point($0, percentile($0)) }
  }
}
