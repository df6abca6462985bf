import Corpus
import Indexing
import Metrics
import Running
import Telemetry
import Testing

@Suite struct FileTypeTests {
  @Test(arguments: [
    ("application/pdf", "pdf"), ("text/html", "html"), ("application/vnd.oasis.opendocument.text-template", "odt"),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"), ("made/up", "other"), ("", "other"),
    (nil, "unknown"),
  ])
  func `a kind of file has a word of a list, whatever a child says`(mediaType: String?, name: String) {
    #expect(FileType(mediaType).name == name)
  }
}

@Suite struct RunMetricsTests {
  private let registry = MetricRegistry()
  private var lines: [Substring] { registry.text(process: false).split(separator: "\n").filter { !$0.hasPrefix("#") } }

  @Test func `a run's books become gauges`() {
    var record = RunRecord(id: 7, startedAt: 100, finishedAt: 160.5, outcome: .refusedByGate)
    var counts = StageCounts()
    (counts.total, counts.done, counts.reused, counts.pending, counts.seconds) = (6, 3, 2, 1, 1.5)
    record.stages = [.embed: counts]
    record.gates = [
      GateReport(gate: "coverage", passed: false, finding: ""),
      GateReport(gate: "quarantine", passed: true, finding: ""),
    ]
    RunMetrics(pipeline: "manual", factory: registry).report(record)
    for line in [
      #"rag_run_outcome{outcome="refusedByGate",pipeline="manual"} 1"#,
      #"rag_run_outcome{outcome="finished",pipeline="manual"} 0"#, #"rag_run_duration_seconds{pipeline="manual"} 60.5"#,
      #"rag_stage_items{outcome="reused",pipeline="manual",stage="embed"} 2"#,
      #"rag_pending_items{pipeline="manual",stage="embed"} 1"#,
      #"rag_stage_duration_seconds{pipeline="manual",stage="embed"} 1.5"#,
      #"rag_gate_passed{gate="coverage",pipeline="manual"} 0"#,
      #"rag_gate_passed{gate="quarantine",pipeline="manual"} 1"#,
    ] {
      #expect(lines.contains { $0 == line }, "\(line)")
    }
    #expect(!lines.contains { $0.contains("last_success") })
  }

  @Test func `only a run that finished is a success`() {
    let metrics = RunMetrics(pipeline: "manual", factory: registry)
    metrics.report(RunRecord(id: 1, startedAt: 100, finishedAt: 160, outcome: .finished))
    metrics.report(RunRecord(id: 2, startedAt: 200, finishedAt: 260, outcome: .interrupted))
    #expect(lines.contains { $0 == #"rag_run_last_success_timestamp_seconds{pipeline="manual"} 160"# })
  }
}

@Suite struct WatchedGateTests {
  private let registry = MetricRegistry()
  private var lines: [Substring] { registry.text(process: false).split(separator: "\n").filter { !$0.hasPrefix("#") } }

  /// Answers what a test wants.
  private struct Gate: EndpointGate {
    var admission: Admission

    func admit(_ endpoint: String, tokens: Int, policy: EndpointPolicy) -> Admission { admission }
    func note(_ endpoint: String, _ outcome: EndpointOutcome, policy: EndpointPolicy) {}
  }

  @Test func `a breaker shows while it is open, and what was waited for adds up`() async throws {
    func gate(_ admission: Admission) -> WatchedGate { WatchedGate(Gate(admission: admission), factory: registry) }
    let policy = EndpointPolicy()
    let name = #"{endpoint="h/v1"}"#
    let refused = Admission.refused(openSeconds: 1, retrySeconds: 2.5)
    #expect(try await gate(refused).admit("h/v1", tokens: 1, policy: policy) == refused)
    #expect(lines.contains { $0 == "rag_endpoint_breaker_open\(name) 1" })
    #expect(try await gate(.wait(seconds: 1)).admit("h/v1", tokens: 1, policy: policy) == .wait(seconds: 1))
    #expect(lines.contains { $0 == "rag_endpoint_wait_seconds_total\(name) 3.5" })
    // A probe that fails leaves it open.
    for (outcome, isOpen) in [(EndpointOutcome.failed(retryAfter: nil), 1), (.success, 0)] {
      try await gate(.go).note("h/v1", outcome, policy: policy)
      #expect(lines.contains { $0 == "rag_endpoint_breaker_open\(name) \(isOpen)" })
    }
    #expect(lines.contains { $0 == #"rag_endpoint_requests_total{endpoint="h/v1",outcome="failed"} 1"# })
  }
}
