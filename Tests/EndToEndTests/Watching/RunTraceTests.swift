import Foundation
import Instruments
import Testing

/// What a run tells a collector.
@Suite struct RunTraceTests {
  private static let trace = "0af7651916cd43dd8448eb211c80319c"
  private static let caller = "b7ad6b7169203331"

  @Test(.enabled(if: Program.otlpPython != nil, "opentelemetry-proto is not installed"))
  func `a run is part of its caller's trace, down to the model service and the log`() async throws {
    try await OTLPReceiver.run { receiver in
      try await ModelService.run { model in
        let place = try Workspace()
        var pipeline = model.pipeline
        pipeline.more = [Pipeline.tolerant]
        try place.write(pipeline)
        for number in 0..<5 {
          try place.write(
            "documents/\(number).md", "# Text \(number)\n\nThe stones turn, and text \(number) is ground.")
        }
        try place.write("documents/empty.txt", "")
        var quern = place.quern
        quern.environment = [
          "OTEL_EXPORTER_OTLP_ENDPOINT": receiver.endpoint, "TRACEPARENT": "00-\(Self.trace)-\(Self.caller)-01",
          "OTEL_SERVICE_NAME": "nightly", "OTEL_RESOURCE_ATTRIBUTES": "deployment.environment=test",
        ]
        let outcome = try await quern("run", "pipeline.yaml", "--log-format", "json")

        try Self.check(try receiver.spans())
        let traced = try model.requests().compactMap(\.traceparent)
        #expect(!traced.isEmpty && traced.allSatisfy { $0.hasPrefix("00-\(Self.trace)-") && $0.hasSuffix("-01") })
        let calls = try receiver.spans().filter { $0["kind"] as? Int == 3 }.compactMap { $0["span"] as? String }
        #expect(traced.allSatisfy { parent in calls.contains { parent.contains($0) } })
        let warning = try #require(outcome.err.split(separator: "\n").first { $0.contains("empty.txt") })
        #expect(warning.contains(#""trace_id":"\#(Self.trace)""#), "\(outcome)")

        let labels = ["file_type": "markdown", "status": "success"]
        #expect(try receiver.value("rag_documents_processed_total", labels) == "5")
        #expect(try receiver.value("rag_run_outcome", ["pipeline": "small", "outcome": "finished"]) == "1.0")
      }
    }
  }

  private static func check(_ spans: [NSDictionary]) throws {
    func named(_ name: String) -> [NSDictionary] { spans.filter { $0["name"] as? String == name } }
    func attribute(_ span: NSDictionary, _ name: String) -> Any? {
      ((span["attributes"] as? NSDictionary)?[name] as? NSArray)?[1]
    }
    #expect(Set(spans.map { $0["trace"] as? String }) == [trace])
    let run = try #require(named("run").first)
    #expect(run["parent"] as? String == caller)
    #expect(attribute(run, "quern.pipeline") as? String == "small")
    #expect(attribute(run, "quern.outcome") as? String == "finished")
    let resource = try #require(run["resource"] as? NSDictionary)
    #expect(resource["service.name"] as? NSArray == ["string_value", "nightly"])
    #expect(resource["deployment.environment"] as? NSArray == ["string_value", "test"])
    for name in ["discover", "extract", "chunk", "embed", "index"] {
      let stage = try #require(named(name).first, "\(name)")
      #expect(stage["parent"] as? String == run["span"] as? String, "\(name)")
    }
    for (name, unit, count) in [("extract", "files", 6), ("chunk", "documents", 5), ("embed", "chunks", 5)] {
      let batches = named("\(name) batch")
      let stage = named(name).first?["span"] as? String
      #expect(!batches.isEmpty && batches.allSatisfy { $0["parent"] as? String == stage }, "\(name)")
      #expect(batches.reduce(0) { $0 + (attribute($1, "quern.\(unit)") as? Int ?? 0) } == count, "\(name)")
    }
  }

  @Test(.enabled(if: Program.otlpPython != nil, "opentelemetry-proto is not installed"))
  func `what a caller does not record is not recorded here`() async throws {
    try await OTLPReceiver.run { receiver in
      let place = try Workspace()
      try place.write(Pipeline())
      try place.write("documents/a.md", "# One\n\nThe stones turn, and the grain is ground to flour all day long.")
      var quern = place.quern
      quern.environment = [
        "OTEL_EXPORTER_OTLP_ENDPOINT": receiver.endpoint, "TRACEPARENT": "00-\(Self.trace)-\(Self.caller)-00",
        "OTEL_METRICS_EXPORTER": "none",
      ]
      try await quern("run", "pipeline.yaml")
      #expect(try receiver.items().isEmpty)
    }
  }

  @Test func `a collector and a gateway that say nothing, and ones that are down, fail no run`() async throws {
    let place = try Workspace()
    try place.write(Pipeline())
    try place.write("documents/a.md", "# One\n\nThe stones turn, and the grain is ground to flour all day long.")
    try await ModelService.run(answering: 0) { silent in
      for port in [silent.port, try freePort()] {
        var quern = place.quern
        quern.environment = [
          "OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:\(port)",
          "QUERN_PUSHGATEWAY": "http://127.0.0.1:\(port)/silent",
        ]
        let outcome = try await quern("run", "pipeline.yaml")
        for what in ["traces", "metrics", "pushgateway"] {
          #expect(outcome.err.split(separator: "\n").count { $0.contains("warning \(what): ") } == 1, "\(outcome)")
        }
      }
    }
  }
}
