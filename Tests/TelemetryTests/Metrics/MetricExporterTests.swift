import Foundation
import Instruments
import Logging
import Metrics
import NIOHTTP1
import Stubs
import Telemetry
import Testing

@Suite struct MetricExporterTests {
  private let capture = LogCapture()
  private let registry = MetricRegistry()

  private func sending(to endpoint: String) -> MetricExporter {
    let logger = Logger(label: "quern") { [capture] in JSONLogHandler(label: $0, sink: capture.sink) }
    let collector = Collector(
      .metrics, at: OTLPRoute(.metrics, at: endpoint), resource: Resource(version: "1"), logger: logger)
    return MetricExporter(registry: registry, collector: collector)
  }

  @Test(.enabled(if: Program.otlpPython != nil, "opentelemetry-proto is not installed"))
  func `a receiver that refuses unknown fields reads every kind of metric`() async throws {
    try await OTLPReceiver.run { receiver in
      let hostile = "a\"b\\c\nd \u{0}\u{202E}日本 😀"
      Counter(label: "rag_rate_limited_total", factory: registry).increment(by: Int64.max)
      FloatingPointCounter(label: "rag_endpoint_wait_seconds_total", factory: registry).increment(by: 0.25)
      Gauge(label: "rag_redis_up", factory: registry).record(Double.nan)
      Gauge(label: "rag_degraded", dimensions: [("pipeline", hostile)], factory: registry).record(1)
      let timer = Timer(label: "rag_retrieval_latency_seconds", dimensions: [("strategy", "hybrid")], factory: registry)
      for nanoseconds: Int64 in [40_000, 3_000_000, 99_000_000_000] { timer.recordNanoseconds(nanoseconds) }
      #expect(await sending(to: receiver.endpoint).flush(within: .seconds(120)))

      #expect(try receiver.value("rag_rate_limited_total") == "9223372036854775807")
      #expect(try receiver.value("rag_endpoint_wait_seconds_total") == "0.25")
      #expect(try receiver.value("rag_redis_up") == "nan")
      #expect(try receiver.value("rag_degraded", ["pipeline": hostile]) == "1.0")
      #expect(try Double(receiver.value("process_resident_memory_bytes") ?? "") ?? 0 > 1e6)
      let items = try receiver.items()
      let counter = try #require(items.first { $0["metric"] as? String == "rag_rate_limited_total" })
      #expect(counter["kind"] as? String == "sum" && counter["monotonic"] as? Bool == true)
      #expect(counter["description"] as? String == "Requests refused because their client asked too often.")
      let histogram = try #require(items.first { $0["metric"] as? String == "rag_retrieval_latency_seconds" })
      #expect(histogram["unit"] as? String == "s")
      let value = try #require(histogram["value"] as? NSDictionary)
      let buckets = try #require(value["buckets"] as? [Int])
      #expect(value["count"] as? Int == 3 && value["sum"] as? Double == 99.003_04)
      #expect(buckets.count == 26 && buckets.first == 1 && buckets.last == 1 && buckets.reduce(0, +) == 3)
    }
  }

  @Test func `what is measured until the end is sent at the end`() async throws {
    try await StubServer.run({ _, _ in .answer(status: 200) }) { server in
      let running = Task { await sending(to: server.url).run() }
      Gauge(label: "rag_redis_up", factory: registry).record(1)
      running.cancel()
      await running.value
      #expect(server.requests.count == 1 && server.requests[0].path == "/v1/metrics")
      #expect(server.requests[0].body.contains(#""name":"rag_redis_up""#))
    }
  }

  @Test func `a refusal is a warning, once`() async throws {
    try await StubServer.run({ _, _ in .answer(status: 400) }) { server in
      let exporter = sending(to: server.url)
      for _ in 0..<2 { #expect(await !exporter.flush(within: .seconds(120))) }
    }
    #expect(capture.lines.count == 1 && capture.lines[0].contains("metrics: the collector refuses them"))
  }

  @Test func `headers and secrets of the route go along`() async throws {
    try await StubServer.run({ _, _ in .answer(status: 200) }) { server in
      let environment = [
        "OTEL_EXPORTER_OTLP_ENDPOINT": server.url, "OTEL_EXPORTER_OTLP_HEADERS": "authorization=Bearer%20x",
      ]
      let route = try #require(OTLPSettings(environment: environment).metrics)
      let logger = Logger(label: "quern") { _ in SwiftLogNoOpLogHandler() }
      let collector = Collector(.metrics, at: route, resource: Resource(version: "1"), logger: logger)
      await MetricExporter(registry: registry, collector: collector).flush(within: .seconds(120))
      #expect(server.requests.first?.headers.first(name: "authorization") == "Bearer x")
    }
  }
}
