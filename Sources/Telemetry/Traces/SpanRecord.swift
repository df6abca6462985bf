import Tracing

/// What is known of a span; complete when it has an end.
struct SpanRecord: Sendable {
  let trace: TraceContext
  let parent: SpanID?
  let kind: SpanKind
  /// Nanoseconds since 1970; so is the end.
  let start: UInt64
  var name: String
  var end: UInt64 = 0
  var attributes: SpanAttributes = [:]
  var events: [SpanEvent] = []
  var links: [SpanLink] = []
  var status: SpanStatus?
}
