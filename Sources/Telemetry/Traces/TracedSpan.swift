import Synchronization
package import Tracing

/// A span that is recorded if its trace is, and handed over when it ends. One that is not recorded costs next to nothing.
package final class TracedSpan: Span {
  package let context: ServiceContext

  /// Nil when nothing is recorded, or no more.
  private let record: Mutex<SpanRecord?>
  private let handOver: @Sendable (SpanRecord) -> Void

  /// More of anything is counted, not kept.
  static let maxItems = 128

  init(context: ServiceContext, record: SpanRecord?, handOver: @escaping @Sendable (SpanRecord) -> Void) {
    self.context = context
    self.record = Mutex(record)
    self.handOver = handOver
  }

  package var isRecording: Bool { record.withLock { $0 != nil } }

  package var operationName: String {
    get { record.withLock { $0?.name ?? "" } }
    set { record.withLock { $0?.name = newValue } }
  }

  package var attributes: SpanAttributes {
    get { record.withLock { $0?.attributes ?? [:] } }
    set { record.withLock { $0?.attributes = newValue } }
  }

  package func setStatus(_ status: SpanStatus) { record.withLock { $0?.status = status } }

  package func addEvent(_ event: SpanEvent) {
    record.withLock { record in
      if let count = record?.events.count, count < Self.maxItems { record?.events.append(event) }
    }
  }

  package func addLink(_ link: SpanLink) {
    record.withLock { record in
      if let count = record?.links.count, count < Self.maxItems { record?.links.append(link) }
    }
  }

  /// Adds an event as OpenTelemetry's conventions for exceptions have it.
  package func recordError<Instant: TracerInstant>(
    _ error: any Error, attributes: SpanAttributes, at instant: @autoclosure () -> Instant
  ) {
    guard isRecording else { return }
    var attributes = attributes
    // Without its module: the full name of a private type has an address in it.
    attributes["exception.type"] = "\(type(of: error))"
    attributes["exception.message"] = "\(error)"
    addEvent(SpanEvent(name: "exception", at: instant(), attributes: attributes))
  }

  package func end<Instant: TracerInstant>(at instant: @autoclosure () -> Instant) {
    guard var ended = record.withLock({ $0.take() }) else { return }
    ended.end = instant().nanosecondsSinceEpoch
    handOver(ended)
  }
}
