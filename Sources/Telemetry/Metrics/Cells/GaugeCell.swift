import Metrics
import Synchronization

/// Goes up and down. NaN is a value like any other: it says that nobody knows.
final class GaugeCell: MetricCell {
  private let value = Mutex(0.0)

  func write(name: String, labels: String, to page: inout Exposition) {
    page.sample(name, labels, value.withLock { $0 })
  }

  func append(to line: inout JSONLine) { line.number("asDouble", value.withLock { $0 }) }
}

extension GaugeCell: MeterHandler, RecorderHandler, TimerHandler {
  func set(_ value: Int64) { set(Double(value)) }
  func set(_ value: Double) { self.value.withLock { $0 = value } }
  func increment(by amount: Double) { value.withLock { $0 += amount } }
  func decrement(by amount: Double) { value.withLock { $0 -= amount } }

  func record(_ value: Int64) { set(Double(value)) }
  func record(_ value: Double) { set(value) }

  /// The last duration, in seconds.
  func recordNanoseconds(_ duration: Int64) { set(Double(duration) / 1e9) }
}
