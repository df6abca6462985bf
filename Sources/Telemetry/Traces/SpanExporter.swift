package import Metrics
import NIOCore
import Synchronization

/// Gathers spans that have ended, and sends them to a collector once a second.
///
/// It never holds up what it measures: spans wait in a queue of bounded length, and those that find it full, or that
/// the collector does not take, are dropped and counted (`rag_spans_dropped_total`).
package final class SpanExporter: Sendable {
  private let collector: Collector
  private let metrics: any MetricsFactory
  private let queue: Mutex<SpanQueue>

  private static let batch = 512

  /// - Parameter metrics: where drops are counted.
  package init(collector: Collector, capacity: Int = 4096, metrics: any MetricsFactory = MetricsSystem.factory) {
    self.collector = collector
    self.metrics = metrics
    queue = Mutex(SpanQueue(capacity: capacity))
  }

  @Sendable func offer(_ span: SpanRecord) {
    if !queue.withLock({ $0.offer(span) }) { count(1, droppedFor: "queue") }
  }

  /// Sends what has ended, again and again, until the task is cancelled; then flushes, and returns.
  package func run() async {
    var isTaken = true
    while (try? await Task.sleep(for: .seconds(1))) != nil {
      // A task of its own: what is under way when this one is cancelled shall arrive.
      isTaken = await Task { await self.send(by: .now() + .seconds(3)) }.value
    }
    // Whoever was waited for a moment ago is not waited for again.
    await flush(within: isTaken ? .seconds(3) : .milliseconds(500))
  }

  /// Sends what has ended, and waits for it, but not longer than this; what is left then is dropped.
  package func flush(within timeout: Duration = .seconds(3)) async {
    _ = await Task { await self.send(by: .now() + TimeAmount(timeout)) }.value
    let rest = queue.withLock { $0.take($0.count) }
    if !rest.isEmpty { count(rest.count, droppedFor: "shutdown") }
  }

  /// Stops at the first batch that is not taken: the next would wait just as long.
  /// - Returns: whether there was no such batch.
  private func send(by deadline: NIODeadline) async -> Bool {
    while NIODeadline.now() < deadline {
      let spans = queue.withLock { $0.take(Self.batch) }
      guard !spans.isEmpty else { return true }
      let isTaken = await collector.take(by: deadline) { line in
        for span in spans { line.append(span) }
      }
      if !isTaken {
        count(spans.count, droppedFor: "collector")
        return false
      }
    }
    return true
  }

  private func count(_ spans: Int, droppedFor reason: String) {
    Counter(label: "rag_spans_dropped_total", dimensions: [("reason", reason)], factory: metrics).increment(by: spans)
  }
}
