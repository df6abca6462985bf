package import Metrics
import Synchronization

/// Keeps what is measured, and writes it for Prometheus: the backend of swift-metrics.
///
/// An update costs a lock that nobody holds for long; finding a series by its labels costs a hash of them.
package final class MetricRegistry: Sendable {
  private let known: [String: Metric]
  private let capacity: Int
  private let families = Mutex<[String: MetricFamily]>([:])

  /// - Parameter known: metrics whose kind, help and buckets are fixed; others are what they are first asked to be.
  /// - Parameter capacity: series of one metric, at most; beyond that, every label's value is `other`.
  package init(known: [Metric] = Metric.known, capacity: Int = 200) {
    self.known = Dictionary(known.map { ($0.name, $0) }) { first, _ in first }
    self.capacity = capacity
  }

  /// Everything measured so far, in the format of ``Exposition``, in order of names.
  /// - Parameter process: whether what the process says of itself is there too.
  package func text(process: Bool = true) -> String {
    var page = Exposition()
    let families = families.withLock { Array($0.values) }
    for family in families.sorted(by: { $0.name < $1.name }) { family.write(to: &page) }
    if process { ProcessFigures.now()?.write(to: &page) }
    return page.text
  }

  /// The same as the metrics of an export request by OTLP.
  func append(to line: inout JSONLine, over span: MeasuredSpan) {
    let families = families.withLock { Array($0.values) }
    for family in families.sorted(by: { $0.name < $1.name }) { family.append(to: &line, over: span) }
    ProcessFigures.now()?.append(to: &line, over: span)
  }

  /// The series of a metric; nil where the metric is of another kind than the caller thinks.
  private func cell<Handler>(
    _ label: String, _ pairs: [(String, String)], _ kind: Metric.Kind, as: Handler.Type
  ) -> Handler? {
    family(label, kind).cell(pairs) as? Handler
  }

  private func family(_ label: String, _ kind: Metric.Kind) -> MetricFamily {
    families.withLock { families in
      if let family = families[label] { return family }
      // Two labels may make one name.
      let name = Exposition.name(label)
      let metric = known[name]
      let family =
        families[name]
        ?? MetricFamily(name: name, kind: metric?.kind ?? kind, help: metric?.help, capacity: capacity)
      families[name] = family
      return family
    }
  }

  private func forget(_ cell: AnyObject) {
    for family in families.withLock({ Array($0.values) }) { family.remove(cell) }
  }
}

extension MetricRegistry: MetricsFactory {
  package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    cell(label, dimensions, .counter, as: (any CounterHandler).self) ?? NOOPMetricsHandler.instance
  }

  package func makeFloatingPointCounter(
    label: String, dimensions: [(String, String)]
  ) -> any FloatingPointCounterHandler {
    cell(label, dimensions, .counter, as: (any FloatingPointCounterHandler).self) ?? NOOPMetricsHandler.instance
  }

  package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
    cell(label, dimensions, .gauge, as: (any MeterHandler).self) ?? NOOPMetricsHandler.instance
  }

  package func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
    cell(label, dimensions, aggregate ? .latency : .gauge, as: (any RecorderHandler).self)
      ?? NOOPMetricsHandler.instance
  }

  package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    cell(label, dimensions, .latency, as: (any TimerHandler).self) ?? NOOPMetricsHandler.instance
  }

  package func destroyCounter(_ handler: any CounterHandler) { forget(handler) }
  package func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) { forget(handler) }
  package func destroyMeter(_ handler: any MeterHandler) { forget(handler) }
  package func destroyRecorder(_ handler: any RecorderHandler) { forget(handler) }
  package func destroyTimer(_ handler: any TimerHandler) { forget(handler) }
}
