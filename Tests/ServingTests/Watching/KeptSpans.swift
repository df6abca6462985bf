import Synchronization
import Tracing

/// A tracer that keeps what it is told. There is one for the process, so tests look for traces of their own.
final class KeptSpans: Tracer {
  static let shared: KeptSpans = {
    let tracer = KeptSpans()
    InstrumentationSystem.bootstrap(tracer)
    return tracer
  }()

  struct Ended: Sendable {
    var trace: String
    var id: Int
    var parent: Int?
    var name: String
    var attributes: SpanAttributes
  }

  private let ended = Mutex<[Ended]>([])
  private let last = Atomic(0)

  func spans(of trace: String) -> [Ended] { ended.withLock { $0.filter { $0.trace == trace } } }

  func startSpan<Instant: TracerInstant>(
    _ name: String, context: @autoclosure () -> ServiceContext, ofKind kind: SpanKind,
    at instant: @autoclosure () -> Instant, function: String, file fileID: String, line: UInt
  ) -> KeptSpan {
    var context = context()
    let parent = context[SpanKey.self]
    let id = last.add(1, ordering: .relaxed).newValue
    context[SpanKey.self] = id
    return KeptSpan(name: name, context: context, id: id, parent: parent) { span in
      self.ended.withLock { $0.append(span) }
    }
  }

  func forceFlush() {}

  func extract<Carrier, Extract: Extractor>(
    _ carrier: Carrier, into context: inout ServiceContext, using extractor: Extract
  ) where Extract.Carrier == Carrier {
    context[TraceKey.self] = extractor.extract(key: "traceparent", from: carrier)
  }

  func inject<Carrier, Inject: Injector>(
    _ context: ServiceContext, into carrier: inout Carrier, using injector: Inject
  ) where Inject.Carrier == Carrier {
    if let trace = context[TraceKey.self] { injector.inject(trace, forKey: "traceparent", into: &carrier) }
  }
}

private enum TraceKey: ServiceContextKey { typealias Value = String }
private enum SpanKey: ServiceContextKey { typealias Value = Int }

final class KeptSpan: Span {
  let context: ServiceContext
  private let id: Int
  private let parent: Int?
  private let onEnd: @Sendable (KeptSpans.Ended) -> Void
  private let state: Mutex<(name: String, attributes: SpanAttributes)>

  init(
    name: String, context: ServiceContext, id: Int, parent: Int?,
    onEnd: @escaping @Sendable (KeptSpans.Ended) -> Void
  ) {
    (self.context, self.id, self.parent, self.onEnd) = (context, id, parent, onEnd)
    state = Mutex((name, [:]))
  }

  var operationName: String {
    get { state.withLock { $0.name } }
    set { state.withLock { $0.name = newValue } }
  }
  var attributes: SpanAttributes {
    get { state.withLock { $0.attributes } }
    set { state.withLock { $0.attributes = newValue } }
  }
  var isRecording: Bool { true }

  func setStatus(_ status: SpanStatus) {}
  func addEvent(_ event: SpanEvent) {}
  func addLink(_ link: SpanLink) {}
  func recordError<Instant: TracerInstant>(
    _ error: any Error, attributes: SpanAttributes, at instant: @autoclosure () -> Instant
  ) {}
  func end<Instant: TracerInstant>(at instant: @autoclosure () -> Instant) {
    onEnd(
      KeptSpans.Ended(
        trace: context[TraceKey.self] ?? "", id: id, parent: parent, name: operationName, attributes: attributes))
  }
}
