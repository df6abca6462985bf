package import Tracing

/// The backend of swift-distributed-tracing: W3C trace context in and out, spans to an ``SpanExporter``.
///
/// Where a trace begins, a share of them is chosen; what a caller decided for its own trace is kept. A process that
/// exports nothing does without a tracer: spans then cost nothing.
package struct SpanTracer: Tracer {
  private let exporter: SpanExporter
  private let sampling: Double

  /// - Parameter sampling: the share of traces begun here that are recorded, from 0 to 1.
  package init(exporter: SpanExporter, sampling: Double) {
    self.exporter = exporter
    self.sampling = sampling
  }

  package func startSpan<Instant: TracerInstant>(
    _ operationName: String, context: @autoclosure () -> ServiceContext, ofKind kind: SpanKind,
    at instant: @autoclosure () -> Instant, function: String, file fileID: String, line: UInt
  ) -> TracedSpan {
    var context = context()
    let parent = context.trace
    let traceID = parent?.traceID ?? .random()
    let trace = TraceContext(
      traceID: traceID, spanID: .random(), isSampled: parent?.isSampled ?? traceID.isAmong(sampling),
      state: parent?.state ?? "")
    context.trace = trace
    let record =
      trace.isSampled
      ? SpanRecord(
        trace: trace, parent: parent?.spanID, kind: kind, start: instant().nanosecondsSinceEpoch, name: operationName)
      : nil
    return TracedSpan(context: context, record: record, handOver: exporter.offer)
  }

  /// Begins to send what has ended, and does not wait for it; ``SpanExporter/flush(within:)`` does.
  package func forceFlush() { Task { await exporter.flush() } }

  package func extract<Carrier, Extract: Extractor>(
    _ carrier: Carrier, into context: inout ServiceContext, using extractor: Extract
  ) where Extract.Carrier == Carrier {
    guard let parent = extractor.extract(key: "traceparent", from: carrier) else { return }
    let state = extractor.extract(key: "tracestate", from: carrier)
    if let trace = TraceContext(traceparent: parent, tracestate: state) { context.trace = trace }
  }

  package func inject<Carrier, Inject: Injector>(
    _ context: ServiceContext, into carrier: inout Carrier, using injector: Inject
  ) where Inject.Carrier == Carrier {
    guard let trace = context.trace else { return }
    injector.inject(trace.traceparent, forKey: "traceparent", into: &carrier)
    if !trace.state.isEmpty { injector.inject(trace.state, forKey: "tracestate", into: &carrier) }
  }
}
