import Metrics
import Synchronization

/// A backend that adds up. There is one for the process, so tests look at how their own labels change.
final class CountingMetrics: MetricsFactory {
  static let shared: CountingMetrics = {
    let metrics = CountingMetrics()
    MetricsSystem.bootstrap(metrics)
    return metrics
  }()

  private let values = Mutex<[String: Double]>([:])

  /// What a name was counted up to, or last recorded as; of a timer, how many times it was used.
  func value(_ name: String, _ labels: [(String, String)] = []) -> Double {
    values.withLock { $0[Self.key(name, labels)] ?? 0 }
  }

  func change(_ key: String, _ body: (inout Double) -> Void) { values.withLock { body(&$0[key, default: 0]) } }

  private static func key(_ name: String, _ labels: [(String, String)]) -> String {
    name + labels.map { "|\($0.0)=\($0.1)" }.sorted().joined()
  }

  func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    Cell(key: Self.key(label, dimensions), metrics: self)
  }
  func makeFloatingPointCounter(label: String, dimensions: [(String, String)]) -> any FloatingPointCounterHandler {
    Cell(key: Self.key(label, dimensions), metrics: self)
  }
  func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
    Cell(key: Self.key(label, dimensions), metrics: self)
  }
  func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
    Cell(key: Self.key(label, dimensions), metrics: self)
  }
  func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    Cell(key: Self.key(label, dimensions), metrics: self)
  }
  func destroyCounter(_ handler: any CounterHandler) {}
  func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
  func destroyRecorder(_ handler: any RecorderHandler) {}
  func destroyMeter(_ handler: any MeterHandler) {}
  func destroyTimer(_ handler: any TimerHandler) {}
}

private final class Cell: CounterHandler, FloatingPointCounterHandler, RecorderHandler, MeterHandler, TimerHandler {
  let key: String
  let metrics: CountingMetrics

  init(key: String, metrics: CountingMetrics) {
    self.key = key
    self.metrics = metrics
  }

  func increment(by amount: Int64) { metrics.change(key) { $0 += Double(amount) } }
  func increment(by amount: Double) { metrics.change(key) { $0 += amount } }
  func decrement(by amount: Double) { metrics.change(key) { $0 -= amount } }
  func record(_ value: Int64) { metrics.change(key) { $0 = Double(value) } }
  func record(_ value: Double) { metrics.change(key) { $0 = value } }
  func set(_ value: Int64) { metrics.change(key) { $0 = Double(value) } }
  func set(_ value: Double) { metrics.change(key) { $0 = value } }
  func recordNanoseconds(_ duration: Int64) { metrics.change(key) { $0 += 1 } }
  func reset() { metrics.change(key) { $0 = 0 } }
}
