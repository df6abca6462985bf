import Foundation
import Instruments
import Logging
import Telemetry
import Testing
import Tracing

/// Whether a receiver that has the protocol's own definition understands us.
@Suite struct OTLPTests {
  private struct Broken: Error, CustomStringConvertible { var description: String { "a.pdf: broken" } }

  @Test(.enabled(if: Program.otlpPython != nil, "opentelemetry-proto is not installed"))
  func `a receiver that refuses unknown fields reads every span`() async throws {
    try await OTLPReceiver.run { receiver in
      let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
      let resource = Resource(version: "1.2", attributes: ["service.instance.id": "pod-1"])
      let exporter = SpanExporter(
        collector: Collector(
          .traces, at: OTLPRoute(.traces, at: receiver.endpoint), resource: resource, logger: logger))
      let tracer = SpanTracer(exporter: exporter, sampling: 1)
      Self.record(with: tracer)
      await exporter.flush()

      try Self.check(try receiver.spans())
    }
  }

  private static func record(with tracer: SpanTracer) {
    try? tracer.withSpan("POST /api/v1/search", context: .topLevel, ofKind: .server) { server in
      tracer.withSpan("embed") { $0.operationName = "embed query" }
      try tracer.withSpan("search", ofKind: .client) { span in
        span.attributes["text"] = "a\"b\\c\n\u{0}\u{202E}日本 😀"
        span.attributes["int"] = Int.max
        span.attributes["double"] = 0.00001
        span.attributes["nan"] = Double.nan
        span.attributes["bool"] = true
        span.attributes["ints"] = [1, 2]
        span.attributes["texts"] = ["x", "y"]
        span.attributes["long"] = String(repeating: "x", count: 10_000)
        span.addEvent(SpanEvent(name: "cache", attributes: ["hit": false]))
        span.addLink(server, attributes: ["why": "because"])
        for number in 0..<200 { server.attributes["many \(number)"] = number }
        throw Broken()
      }
    }
  }

  private static func check(_ spans: [NSDictionary]) throws {
    #expect(spans.map { $0["name"] as? String } == ["embed query", "search", "POST /api/v1/search"], "\(spans)")
    let (embed, search, server) = (spans[0], spans[1], spans[2])
    #expect(embed["kind"] as? Int == 1 && search["kind"] as? Int == 3 && server["kind"] as? Int == 2)
    #expect(search["trace"] as? String == server["trace"] as? String)
    #expect(search["parent"] as? String == server["span"] as? String && server["parent"] as? String == "")
    for span in spans { #expect(try #require(span["nanoseconds"] as? Int) > 0) }
    #expect(
      server["resource"] as? NSDictionary == [
        "service.name": ["string_value", "quern"], "service.version": ["string_value", "1.2"],
        "service.instance.id": ["string_value", "pod-1"],
      ])
    #expect(server["scope"] as? String == "quern")
    #expect(server["dropped"] as? Int == 72 && (server["attributes"] as? NSDictionary)?.count == 128)
    let attributes = try #require(search["attributes"] as? NSDictionary)
    #expect(attributes["text"] as? NSArray == ["string_value", "a\"b\\c\n\u{0}\u{202E}日本 😀"])
    #expect(attributes["int"] as? NSArray == ["int_value", Int.max])
    #expect(attributes["double"] as? NSArray == ["double_value", "1e-05"])
    #expect(attributes["nan"] as? NSArray == ["double_value", "nan"])
    #expect(attributes["bool"] as? NSArray == ["bool_value", true])
    #expect(attributes["ints"] as? NSArray == [["int_value", 1], ["int_value", 2]])
    #expect(attributes["texts"] as? NSArray == [["string_value", "x"], ["string_value", "y"]])
    #expect((attributes["long"] as? NSArray)?[1] as? String == String(repeating: "x", count: 4096))
    let error: NSDictionary = [
      "exception.type": ["string_value", "Broken"],
      "exception.message": ["string_value", "a.pdf: broken"],
    ]
    let events: NSArray = [["cache", ["hit": ["bool_value", false]]], ["exception", error]]
    #expect(search["events"] as? NSArray == events)
    #expect(search["status"] as? NSArray == [2, ""] && embed["status"] as? NSArray == [0, ""])
    #expect(search["links"] as? NSArray == [[server["trace"] as? String ?? "", ["why": ["string_value", "because"]]]])
  }
}
