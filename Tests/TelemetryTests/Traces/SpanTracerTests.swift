import Foundation
import Logging
import Telemetry
import Testing
import Tracing

@Suite struct SpanTracerTests {
  private static func tracer(sampling: Double) -> SpanTracer {
    let collector = Collector(
      .traces, at: OTLPRoute(.traces, at: "http://127.0.0.1:1"), resource: Resource(version: "1"),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    return SpanTracer(exporter: SpanExporter(collector: collector, capacity: 1), sampling: sampling)
  }

  private struct Headers: Extractor, Injector {
    func extract(key: String, from headers: [String: String]) -> String? { headers[key] }
    func inject(_ value: String, forKey key: String, into headers: inout [String: String]) { headers[key] = value }
  }

  private func headers(of context: ServiceContext, _ tracer: SpanTracer) -> [String: String] {
    var headers: [String: String] = [:]
    tracer.inject(context, into: &headers, using: Headers())
    return headers
  }

  @Test func `a span belongs to the trace around it`() throws {
    let tracer = Self.tracer(sampling: 1)
    try tracer.withSpan("outer") { outer in
      let outerTrace = try #require(outer.context.trace)
      #expect(outer.isRecording && outerTrace.isSampled)
      try tracer.withSpan("inner") { inner in
        let innerTrace = try #require(inner.context.trace)
        #expect(innerTrace.traceID == outerTrace.traceID && innerTrace.spanID != outerTrace.spanID)
      }
      #expect(ServiceContext.current?.trace == outerTrace)
    }
  }

  @Test(arguments: [0, 0.5, 1], ["00", "01"])
  func `what the caller decided for its trace is kept`(sampling: Double, flags: String) throws {
    let tracer = Self.tracer(sampling: sampling)
    var context = ServiceContext.topLevel
    let incoming = [
      "traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-\(flags)", "tracestate": "a=b",
    ]
    tracer.extract(incoming, into: &context, using: Headers())
    let span = tracer.startSpan("request", context: context, ofKind: .server)
    #expect(span.isRecording == (flags == "01"))
    let outgoing = headers(of: span.context, tracer)
    let parts = try #require(outgoing["traceparent"]).split(separator: "-")
    #expect(parts[1] == "0af7651916cd43dd8448eb211c80319c" && parts[2] != "b7ad6b7169203331" && parts[3] == flags)
    #expect(outgoing["tracestate"] == "a=b")
    span.end()
    #expect(!span.isRecording)
  }

  @Test func `no header or a broken one begins a trace here`() {
    let tracer = Self.tracer(sampling: 0)
    for incoming in [[:], ["tracestate": "a=b"], ["traceparent": "00-x", "tracestate": "a=b"]] {
      var context = ServiceContext.topLevel
      tracer.extract(incoming, into: &context, using: Headers())
      #expect(context.trace == nil && headers(of: context, tracer).isEmpty)
      let span = tracer.startSpan("request", context: context)
      #expect(!span.isRecording && headers(of: span.context, tracer)["traceparent"]?.hasSuffix("-00") == true)
    }
  }

  @Test(arguments: [0, 0.1, 0.5, 0.9, 1])
  func `about the share that was asked for is recorded`(share: Double) {
    let tracer = Self.tracer(sampling: share)
    let recorded = (0..<4000).count { _ in tracer.startSpan("s", context: .topLevel).isRecording }
    // Six standard deviations: once in 500 million runs.
    let slack = 6 * (4000 * share * (1 - share)).squareRoot()
    #expect(abs(Double(recorded) - 4000 * share) <= slack, "\(recorded)")
  }

  @Test func `a span that is not recorded takes everything and keeps nothing`() {
    let span = Self.tracer(sampling: 0).startSpan("s", context: .topLevel)
    span.operationName = "t"
    span.attributes["a"] = "b"
    span.addEvent("e")
    span.recordError(CancellationError())
    span.setStatus(.init(code: .error))
    span.addLink(SpanLink(context: .topLevel, attributes: [:]))
    span.end()
    span.end()
    #expect(span.operationName == "" && span.attributes.isEmpty && !span.isRecording)
  }

  @Test func `a log line inside a span names trace and span`() throws {
    let capture = LogCapture()
    let logger = Logger(label: "quern") { JSONLogHandler(label: $0, sink: capture.sink) }
    let tracer = Self.tracer(sampling: 0)
    logger.info("outside")
    let trace = try tracer.withSpan("s") { span in
      logger.info("inside")
      return try #require(span.context.trace)
    }
    #expect(capture.lines.count == 2 && !capture.lines[0].contains("trace_id"))
    let line = try #require(try JSONSerialization.jsonObject(with: Data(capture.lines[1].utf8)) as? [String: String])
    #expect(line["trace_id"] == trace.traceID.description && line["span_id"] == trace.spanID.description)
  }
}
