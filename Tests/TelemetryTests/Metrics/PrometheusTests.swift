import Instruments
import Metrics
import Stubs
import Telemetry
import Testing

/// What Prometheus' own programs make of our metrics.
@Suite struct PrometheusTests {
  /// Every known metric, and values that are hard to write.
  private static func filled() -> MetricRegistry {
    let registry = MetricRegistry()
    for metric in Metric.known where !metric.name.hasPrefix("process_") {
      let labels = metric.labels.map { ($0, "x") }
      switch metric.kind {
      case .counter: Counter(label: metric.name, dimensions: labels, factory: registry).increment(by: Int64.max)
      case .gauge: Gauge(label: metric.name, dimensions: labels, factory: registry).record(Double.nan)
      case .histogram:
        Timer(label: metric.name, dimensions: labels, factory: registry).recordNanoseconds(3_000_000)
      }
    }
    Counter(label: "rag_requests_total", dimensions: [("endpoint", hostile)], factory: registry).increment(by: 7)
    return registry
  }

  private static let hostile = "a\"b\\c\nd{e=\"f\"} 1\u{0}\u{1B}[2J \u{202E}日本 😀 # HELP"

  @Test(.enabled(if: Program.promtool != nil, "promtool is not installed"))
  func `promtool has no complaint about any metric`() throws {
    let outcome = try #require(Program.promtool).output(["check", "metrics"], input: Self.filled().text())
    #expect(outcome.status == 0 && outcome.text.isEmpty, "\(outcome.text)")
  }

  @Test(.enabled(if: Program.promtool != nil, "promtool is not installed"))
  func `promtool would notice a forged line`() throws {
    let forged = "# TYPE c_total counter\nc_total{v=\"a\nb\"} 1\n"
    #expect(try #require(Program.promtool).output(["check", "metrics"], input: forged).status != 0)
  }

  @Test(.enabled(if: Program.prometheus != nil, "prometheus is not installed"))
  func `Prometheus scrapes every metric, and finds its values`() async throws {
    let registry = Self.filled()
    let script: StubServer.Script = { _, _ in
      .answer(status: 200, headers: ["content-type": Exposition.contentType], body: registry.text())
    }
    try await StubServer.run(script) { server in
      try await Prometheus.run(scraping: server.port) { prometheus in
        let found = try await prometheus.found("{job=\"quern\"}")
        for metric in Metric.known {
          let isThere = found.contains { $0.name == metric.name || $0.name == "\(metric.name)_bucket" }
          #expect(isThere, "\(metric.name)")
        }
        #expect(found.first { $0.name == "rag_redis_up" }?.text == "NaN")
        // Prometheus keeps numbers as Double.
        #expect(found.first { $0.name == "rag_tokens_embedded_total" }?.text == "9223372036854776000")
        let strange = try #require(try await prometheus.found("rag_requests_total{method=\"\"}").first)
        let label = Self.hostile.replacing("\u{0}", with: "\u{FFFD}").replacing("\u{1B}", with: "\u{FFFD}")
        #expect(strange.metric["endpoint"] == label && strange.text == "7")
        let median = try await prometheus.found("histogram_quantile(0.5, rag_retrieval_latency_seconds_bucket)")
        #expect(median.map(\.text) == ["0.0025"])
      }
    }
  }
}
