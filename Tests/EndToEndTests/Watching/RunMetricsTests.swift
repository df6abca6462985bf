import Fixtures
import Foundation
import Instruments
import Testing

/// What a run shows while it lasts.
@Suite struct RunMetricsTests {
  @Test func `a run shows how far it is, and stays unharmed`() async throws {
    try await ModelService.run(answering: 4) { model in
      let place = try Workspace()
      var random = SeededGenerator(seed: 11)
      try place.write(model.pipeline)
      try place.writeProse(40, using: &random)
      try place.write("documents/empty.txt", "")
      let port = try freePort()
      let run = try await place.quern.start(["run", "pipeline.yaml", "--metrics-port", "\(port)"])
      let page = try #require(
        try await eventually { () -> MetricsPage? in
          let page = try await MetricsPage(port: port)
          let isAtWork = page.value(#"rag_pending_items{pipeline="small",stage="embed"}"#) ?? 0 > 0
          let isExtracted = page.value(#"rag_stage_items{outcome="done",pipeline="small",stage="extract"}"#) == 40
          return isAtWork && isExtracted && page.value(#"rag_workers{pipeline="small"}"#) != nil ? page : nil
        }, "a run that is held up shows no state in which all is extracted and chunks are pending")
      #expect(
        page.value(#"rag_documents_processed_total{file_type="markdown",status="success"}"#) == 40, "\(page.text)")
      #expect(page.value(#"rag_workers{pipeline="small"}"#) == 1)
      #expect(page.value(#"rag_endpoint_breaker_open{endpoint="127.0.0.1:\#(model.port)/v1/embeddings"}"#) == 0)
      #expect(page.labels(of: "rag_documents_processed_total") == ["file_type", "status"])
      #expect(page.labels(of: "rag_system_info") == ["version"])
      #expect(page.value("process_resident_memory_bytes") ?? 0 > 1e6)
      #expect(try page.complaints() == "")
      await model.release()
      let outcome = await Outcome(of: run)
      #expect(outcome.ending == .code(0), "\(outcome)")
    }
  }

  @Test(.enabled(if: Program.prometheus != nil, "prometheus is not installed"))
  func `Prometheus scrapes a run`() async throws {
    // Four workers take four requests' worth each: so many answers complete one of them, and not all of the run.
    try await ModelService.run(answering: 24) { model in
      let place = try Workspace()
      var random = SeededGenerator(seed: 12)
      try place.write(model.pipeline)
      try place.writeProse(80, using: &random)
      let port = try freePort()
      let run = try await place.quern.start(["run", "pipeline.yaml", "--metrics-port", "\(port)"])
      try await Prometheus.run(scraping: port) { prometheus in
        #expect(try await !prometheus.found(#"rag_tokens_embedded_total{pipeline="small"} > 0"#).isEmpty)
        let rate = try await prometheus.found("rag_embed_duration_seconds_count > 0")
        #expect(rate.first?.metric["pipeline"] == "small")
      }
      await model.release()
      let outcome = await Outcome(of: run)
      #expect(outcome.ending == .code(0), "\(outcome)")
    }
  }

  @Test func `a port that somebody else has is a warning`() async throws {
    let place = try await Workspace.indexed(2)
    try await ModelService.run { model in
      let outcome = try await place.quern("run", "pipeline.yaml", "--metrics-port", "\(model.port)")
      #expect(outcome.err.contains("metrics: port \(model.port) cannot be opened"), "\(outcome)")
    }
  }
}
