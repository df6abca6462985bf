import Metrics
import Synchronization

/// Remembers counters and gauges by name and labels: `hits{layer=memory}`.
final class RecordedMetrics: MetricsFactory, Sendable {
  private let values = Mutex<[String: Double]>([:])

  subscript(name: String) -> Double { values.withLock { $0[name] ?? 0 } }

  func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    Cell(self, label, dimensions)
  }

  func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
    Cell(self, label, dimensions)
  }

  func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler { Cell(self, label, dimensions) }

  func destroyCounter(_ handler: any CounterHandler) {}
  func destroyRecorder(_ handler: any RecorderHandler) {}
  func destroyTimer(_ handler: any TimerHandler) {}

  private final class Cell: CounterHandler, RecorderHandler, TimerHandler {
    private let metrics: RecordedMetrics
    private let name: String

    init(_ metrics: RecordedMetrics, _ label: String, _ dimensions: [(String, String)]) {
      self.metrics = metrics
      let labels = dimensions.map { "\($0)=\($1)" }.joined(separator: ",")
      name = labels.isEmpty ? label : "\(label){\(labels)}"
    }

    func increment(by amount: Int64) { metrics.values.withLock { $0[name, default: 0] += Double(amount) } }
    func reset() { metrics.values.withLock { $0[name] = 0 } }
    func record(_ value: Int64) { record(Double(value)) }
    func record(_ value: Double) { metrics.values.withLock { $0[name] = value } }
    func recordNanoseconds(_ duration: Int64) {}
  }
}
