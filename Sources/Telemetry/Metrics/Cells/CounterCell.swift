import Metrics
import Synchronization

/// Only grows. Whole amounts are exact up to 2^64, where they start again, as Prometheus expects of a restart.
final class CounterCell: MetricCell {
  private let total = Mutex((whole: UInt64(0), fraction: 0.0))

  func write(name: String, labels: String, to page: inout Exposition) {
    let total = total.withLock { $0 }
    if total.fraction == 0 {
      page.sample(name, labels, "\(total.whole)")
    } else {
      page.sample(name, labels, Double(total.whole) + total.fraction)
    }
  }

  func append(to line: inout JSONLine) {
    let total = total.withLock { $0 }
    // A whole number in OTLP has a sign.
    if total.fraction == 0, let whole = Int64(exactly: total.whole) {
      line.field("asInt", "\(whole)")
    } else {
      line.number("asDouble", Double(total.whole) + total.fraction)
    }
  }

  func reset() { total.withLock { $0 = (0, 0) } }
}

extension CounterCell: CounterHandler, FloatingPointCounterHandler {
  func increment(by amount: Int64) {
    guard amount > 0 else { return }
    total.withLock { $0.whole &+= UInt64(amount) }
  }

  func increment(by amount: Double) {
    guard amount > 0, amount.isFinite else { return }
    total.withLock { $0.fraction += amount }
  }
}
