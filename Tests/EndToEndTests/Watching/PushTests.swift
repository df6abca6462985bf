import Glibc
import Instruments
import Testing

/// What a run leaves behind when it is over before anybody could scrape it.
@Suite(.enabled(if: Program.pushgateway != nil, "prometheus-pushgateway is not installed"))
struct PushTests {
  @Test func `a gateway keeps a run's books, and the last success when a run fails`() async throws {
    try await Gateway.run { port in
      let place = try Workspace()
      var quern = place.quern
      quern.environment["QUERN_PUSHGATEWAY"] = "http://127.0.0.1:\(port)"
      try place.write(Pipeline(more: [Pipeline.tolerant]))
      try place.write("documents/a.md", "# One\n\nThe stones turn, and the grain is ground to flour all day long.")
      try place.write("documents/b.md", "# Other\n\nThe stones turn, and the grain is ground to flour all day long.")
      try place.write("documents/broken.pdf", "%PDF-1.4 and nothing more")
      try await quern("run", "pipeline.yaml")

      let first = try await MetricsPage(port: port)
      let group = #"instance="",job="quern","#
      func value(_ page: MetricsPage, _ name: String, _ before: String = "", _ after: String = "") -> Double? {
        page.value(#"\#(name){\#(group)\#(before)pipeline="small"\#(after)}"#)
      }
      #expect(value(first, "rag_run_outcome", #"outcome="finished","#) == 1, "\(first.text)")
      #expect(value(first, "rag_run_outcome", #"outcome="failed","#) == 0)
      #expect(value(first, "rag_stage_items", #"outcome="done","#, #",stage="index""#) == 2)
      #expect(value(first, "rag_quarantined_items", #"kind="content","#, #",stage="extract""#) == 1)
      #expect(value(first, "rag_pending_items", "", #",stage="embed""#) == 0)
      #expect(value(first, "rag_generations", "", #",state="live""#) == 1)
      #expect(value(first, "rag_outdated_documents") == 0 && value(first, "rag_deletion_lag_seconds") == 0)
      #expect(value(first, "rag_run_peak_memory_bytes", "", #",program="quern""#) ?? 0 > 1e6)
      #expect(try first.complaints() == "")
      let success = try #require(value(first, "rag_run_last_success_timestamp_seconds"))
      #expect(success > 1.7e9)

      try place.move("documents", to: "elsewhere")
      try await quern("run", "pipeline.yaml", exits: 65)
      let second = try await MetricsPage(port: port)
      #expect(value(second, "rag_run_outcome", #"outcome="failed","#) == 1, "\(second.text)")
      #expect(value(second, "rag_run_outcome", #"outcome="finished","#) == 0)
      #expect(value(second, "rag_run_last_success_timestamp_seconds") == success)
    }
  }

  @Test func `pods of an indexed Job have groups of their own`() async throws {
    try await Gateway.run { port in
      let place = try await Workspace.indexed(2)
      var quern = place.quern
      quern.environment["JOB_COMPLETION_INDEX"] = "3"
      try await quern("run", "pipeline.yaml", "--pushgateway", "http://127.0.0.1:\(port)/")
      let page = try await MetricsPage(port: port)
      let series = #"rag_run_outcome{instance="",job="quern",outcome="finished",pipeline="small",worker="3"}"#
      #expect(page.value(series) == 1, "\(page.text)")
    }
  }

  @Test func `a run that finds another at work says nothing of it`() async throws {
    try await Gateway.run { port in
      let place = try await Workspace.indexed(3)
      let run = try await place.startAndStop()
      var quern = place.quern
      quern.environment["QUERN_PUSHGATEWAY"] = "http://127.0.0.1:\(port)"
      try await quern("run", "pipeline.yaml", "--run-id", "other")
      let page = try await MetricsPage(port: port)
      #expect(page.labels(of: "rag_run_outcome") == nil, "\(page.text)")
      run.send(SIGCONT)
      #expect(await run.ending() == .code(0))
    }
  }
}
