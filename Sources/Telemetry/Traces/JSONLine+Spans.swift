import Tracing

/// OTLP's mapping to JSON: ids in hexadecimal, 64-bit numbers as strings, enumerations as numbers.
extension JSONLine {
  mutating func append(_ span: SpanRecord) {
    object { line in
      line.field("traceId", span.trace.traceID.description)
      line.field("spanId", span.trace.spanID.description)
      if !span.trace.state.isEmpty { line.field("traceState", span.trace.state) }
      if let parent = span.parent { line.field("parentSpanId", parent.description) }
      line.field("name", span.name)
      line.key("kind")
      line.literal("\(span.kind.number)")
      line.field("startTimeUnixNano", "\(span.start)")
      // Clocks may be set back; a span never ends before it starts.
      line.field("endTimeUnixNano", "\(max(span.start, span.end))")
      line.attributes(span.attributes)
      line.list("events") { line in
        for event in span.events { line.append(event) }
      }
      line.list("links") { line in
        for link in span.links { line.append(link) }
      }
      if let status = span.status {
        line.key("status")
        line.append(status)
      }
    }
  }

  /// The key `attributes`, and how many were too many.
  mutating func attributes(_ attributes: SpanAttributes) {
    var left = TracedSpan.maxItems
    list("attributes") { line in
      attributes.forEach { name, value in
        left -= 1
        guard left >= 0 else { return }
        line.object { line in
          line.field("key", name)
          line.key("value")
          line.append(value)
        }
      }
    }
    if left < 0 {
      key("droppedAttributesCount")
      literal("\(-left)")
    }
  }

  private mutating func append(_ event: SpanEvent) {
    object { line in
      line.field("timeUnixNano", "\(event.nanosecondsSinceEpoch)")
      line.field("name", event.name)
      line.attributes(event.attributes)
    }
  }

  /// A link to nowhere is left out.
  private mutating func append(_ link: SpanLink) {
    guard let trace = link.context.trace else { return }
    object { line in
      line.field("traceId", trace.traceID.description)
      line.field("spanId", trace.spanID.description)
      line.attributes(link.attributes)
    }
  }

  private mutating func append(_ status: SpanStatus) {
    object { line in
      if let message = status.message { line.field("message", message) }
      line.key("code")
      line.literal(status.code == .ok ? "1" : "2")
    }
  }
}

extension SpanKind {
  fileprivate var number: Int {
    switch self {
    case .internal: 1
    case .server: 2
    case .client: 3
    case .producer: 4
    case .consumer: 5
    }
  }
}
