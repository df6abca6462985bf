import Corpus
import Foundation
import HTTPTypes
import Serving
import Testing

@Suite struct MetricsTests {
  let metrics = CountingMetrics.shared

  @Test func `requests are counted by route and status, whatever clients make up`() async throws {
    let door = try await TestDoor([try .aerodynamics()])
    func count(_ method: String, _ endpoint: String, _ status: String) -> Double {
      metrics.value("rag_requests_total", [("method", method), ("endpoint", endpoint), ("status", status)])
    }
    let before = (
      count("POST", "/api/v1/search", "422"), count("GET", "/api/v1/documents/{id}", "400"),
      count("other", "other", "404")
    )
    _ = try await door.search(#"{"query": "a", "strategy": "graph"}"#)
    for id in ["a", "b", "c"] { _ = try await door.get("/api/v1/documents/\(id)") }
    _ = try await door.send(.init("BREW")!, "/pot/\(UUID())")
    #expect(count("POST", "/api/v1/search", "422") >= before.0 + 1)
    #expect(count("GET", "/api/v1/documents/{id}", "400") >= before.1 + 3)
    #expect(count("other", "other", "404") >= before.2 + 1)
    let durations = [("method", "POST"), ("endpoint", "/api/v1/search")]
    #expect(metrics.value("rag_request_duration_seconds", durations) >= 1)
  }

  @Test func `an operator sees what is followed, and what is not`() async throws {
    let name = "followed-\(UUID())"
    let catalogue = try FakeCatalogue.aerodynamics(name)
    let door = try await TestDoor([catalogue])
    func gauge(_ metric: String) -> Double { metrics.value(metric, [("pipeline", name)]) }
    #expect(gauge("rag_revision_number") == 1 && gauge("rag_generation_live") == 1 && gauge("rag_degraded") == 0)
    #expect(gauge("rag_revision_age_seconds") > 1000)
    catalogue.fail(Failure("store.unavailable", "store", "is away", remedy: "start it"))
    let following = Following(door.pipelines, log: .silent)
    for _ in 0..<3 { await following.look() }
    let labels = [("pipeline", name), ("reason", "store.unavailable")]
    #expect(metrics.value("rag_follow_failures_total", labels) == 3)
  }

  @Test(arguments: ["lexical", "semantic", "hybrid"])
  func `searches are timed by strategy, those remembered are not`(strategy: String) async throws {
    let door = try await TestDoor([try .aerodynamics()])
    func count() -> Double { metrics.value("rag_retrieval_latency_seconds", [("strategy", strategy)]) }
    let before = count()
    for _ in 0..<3 { _ = try await door.search(#"{"query": "wing", "strategy": "\#(strategy)"}"#) }
    #expect(count() > before)
  }
}
