import NIOCore
import Tracing

/// Sends what was measured to a collector, again and again, and once more at the end.
///
/// It never holds up what it measures. What does not arrive is not lost: counters only grow, and the next request holds
/// all of them.
package struct MetricExporter: Sendable {
  private let registry: MetricRegistry
  private let collector: Collector
  private let interval: Duration
  private let start = DefaultTracerClock.now.nanosecondsSinceEpoch

  package init(registry: MetricRegistry, collector: Collector, interval: Duration = .seconds(60)) {
    self.registry = registry
    self.collector = collector
    self.interval = interval
  }

  /// Sends at every interval until the task is cancelled; then flushes, and returns.
  package func run() async {
    var isTaken = true
    while (try? await Task.sleep(for: interval)) != nil { isTaken = await flush() }
    // Whoever was waited for in vain is not waited for as long again.
    await flush(within: isTaken ? .seconds(3) : .milliseconds(500))
  }

  /// Sends once, whatever becomes of the task around it, and waits not longer than this.
  /// - Returns: whether it was taken.
  @discardableResult
  package func flush(within timeout: Duration = .seconds(3)) async -> Bool {
    await Task {
      let span = MeasuredSpan(start: start, end: DefaultTracerClock.now.nanosecondsSinceEpoch)
      return await collector.take(by: .now() + TimeAmount(timeout)) { registry.append(to: &$0, over: span) }
    }.value
  }
}
