import Fixtures
import Foundation
import Instruments
import Testing

/// What `quern serve` shows.
@Suite struct ServerMetricsTests {
  /// The names and labels that were promised to those who watch.
  private static let promised: [String: Set<String>] = [
    "rag_requests_total": ["method", "endpoint", "status"],
    "rag_request_duration_seconds": ["method", "endpoint"],
    "rag_active_requests": [],
    "rag_retrieval_latency_seconds": ["strategy"],
    "rag_embedding_cache_hits_total": [],
    "rag_embedding_cache_misses_total": [],
    "rag_system_info": ["version"],
    "rag_answer_cache_hits_total": ["layer"],
    "rag_answer_cache_misses_total": ["layer"],
    "rag_revision_number": ["pipeline"],
    "rag_revision_age_seconds": ["pipeline"],
    "rag_catalogue_silence_seconds": ["pipeline"],
    "rag_generation_live": ["pipeline"],
    "rag_degraded": ["pipeline"],
    "rag_run_last_success_timestamp_seconds": ["pipeline"],
    "rag_run_outcome": ["pipeline", "outcome"],
    "rag_pending_items": ["pipeline", "stage"],
    "rag_generations": ["pipeline", "state"],
    "rag_deletion_lag_seconds": ["pipeline"],
    "rag_workers": ["pipeline"],
  ]

  /// A server that is ready to search a small index.
  private static func serve(_ place: Workspace, _ environment: [String: String] = [:]) async throws -> Served {
    var quern = place.quern
    quern.environment = environment
    let served = try await quern.serve("pipeline.yaml")
    try await served.untilReady()
    return served
  }

  @Test func `every metric that was promised is there, with its labels`() async throws {
    let place = try await Workspace.indexed(5)
    let server = try await Self.serve(place)
    for strategy in ["semantic", "lexical", "hybrid"] {
      for _ in 0..<2 { #expect(try await server.search("grain", strategy: strategy).status == 200) }
    }
    let whole = try await eventually { () -> MetricsPage? in
      let page = try await MetricsPage(port: server.metricsPort)
      return Self.promised.keys.allSatisfy { page.labels(of: $0) != nil } ? page : nil
    }
    let last = try await MetricsPage(port: server.metricsPort)
    let page = whole ?? last
    for (name, labels) in Self.promised { #expect(page.labels(of: name) == labels, "\(name)") }
    let search = #"endpoint="/api/v1/search",method="POST""#
    #expect(page.value("rag_requests_total{\(search),status=\"200\"}") == 6, "\(page.text)")
    #expect(page.value("rag_request_duration_seconds_count{\(search)}") == 6)
    #expect(page.value(#"rag_retrieval_latency_seconds_count{strategy="hybrid"}"#) == 1)
    // One text, one vector: the second strategy finds it.
    #expect(page.value("rag_embedding_cache_misses_total") == 1)
    #expect(page.value("rag_embedding_cache_hits_total") == 1)
    #expect(page.value(#"rag_answer_cache_hits_total{layer="memory"}"#) == 3)
    #expect(try page.complaints() == "")
  }

  @Test(.enabled(if: Program.prometheus != nil, "prometheus is not installed"))
  func `Prometheus scrapes a server, and tells a fast search from a faster one`() async throws {
    let place = try await Workspace.indexed(5)
    let server = try await Self.serve(place)
    #expect(try await server.search("grain", strategy: "lexical").status == 200)
    try await Prometheus.run(scraping: server.metricsPort) { prometheus in
      let quantile = "histogram_quantile(0.95, rag_retrieval_latency_seconds_bucket{strategy=\"lexical\"})"
      let found = try await prometheus.found("\(quantile) > 0")
      #expect(found.first.flatMap { Double($0.text) } ?? .infinity < 10)
      // The seed's target is 200 ms, and searches take from a fifth of a millisecond on.
      let query = "count(rag_retrieval_latency_seconds_bucket{le=~\"0\\\\.0.*|0\\\\.1.*\"})"
      let bounds = try await prometheus.found(query)
      #expect(bounds.first.flatMap { Double($0.text) } ?? 0 >= 15)
    }
  }

  @Test(.enabled(if: Program.otlpPython != nil, "opentelemetry-proto is not installed"))
  func `the environment's collector gets a server's traces and metrics, the last ones at its end`() async throws {
    try await OTLPReceiver.run { receiver in
      let place = try await Workspace.indexed(5)
      let server = try await Self.serve(place, ["OTEL_EXPORTER_OTLP_ENDPOINT": receiver.endpoint])
      #expect(try await server.search("grain", strategy: "hybrid").status == 200)
      try await server.end()
      let spans = try receiver.spans()
      let request = try #require(spans.first { $0["name"] as? String == "POST /api/v1/search" })
      #expect(
        spans.contains { $0["name"] as? String == "query" && $0["parent"] as? String == request["span"] as? String })
      let labels = ["method": "POST", "endpoint": "/api/v1/search", "status": "200"]
      #expect(try receiver.value("rag_requests_total", labels) == "1")
    }
  }
}
