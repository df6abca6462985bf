import Instruments
import Logging
import Metrics
import NIOHTTP1
import Stubs
import Telemetry
import Testing

@Suite struct PushgatewayTests {
  private let capture = LogCapture()
  private var logger: Logger {
    Logger(label: "quern") { [capture] label in JSONLogHandler(label: label, sink: capture.sink) }
  }

  private func text(_ label: String, _ value: Double, _ dimensions: [(String, String)] = []) -> String {
    let registry = MetricRegistry()
    Gauge(label: label, dimensions: dimensions, factory: registry).record(value)
    return registry.text(process: false)
  }

  @Test func `metrics go to a job's group, whatever its labels hold`() async throws {
    try await StubServer.run({ _, _ in .answer(status: 202) }) { server in
      let gateway = Pushgateway(address: server.url + "/", job: "quern", grouping: [("instance", "a/b?"), ("pod", "")])
      #expect(await gateway.push("rag_redis_up 1\n", logger: logger))
      let request = try #require(server.requests.first)
      #expect(request.method == "POST" && request.body == "rag_redis_up 1\n")
      #expect(request.path == "/metrics/job@base64/cXVlcm4=/instance@base64/YS9iPw==/pod@base64/=")
      #expect(request.headers.first(name: "content-type") == "text/plain; version=0.0.4; charset=utf-8")
      #expect(capture.lines.isEmpty)
    }
  }

  @Test func `a refusal is a warning`() async throws {
    try await StubServer.run({ _, _ in .answer(status: 400) }) { server in
      #expect(await !Pushgateway(address: server.url, job: "quern", grouping: []).push("x", logger: logger))
    }
    #expect(capture.lines.count == 1 && capture.lines[0].contains(#""status":"400""#))
  }

  @Test(arguments: ["http://127.0.0.1:1", "no address", "http://[::1"])
  func `an address where nobody listens is a warning`(address: String) async {
    #expect(await !Pushgateway(address: address, job: "quern", grouping: []).push("x", logger: logger))
    #expect(capture.lines.count == 1 && capture.lines[0].contains(#""level":"warning""#))
  }

  @Test(.enabled(if: Program.pushgateway != nil, "prometheus-pushgateway is not installed"))
  func `a real gateway keeps the last success when a run fails`() async throws {
    try await Gateway.run { port in
      let address = "http://127.0.0.1:\(port)"
      let gateway = Pushgateway(address: address, job: "quern", grouping: [("instance", "manual")])
      let hostile = [("outcome", "a\"b\\c\nd")]
      #expect(await gateway.push(text("rag_run_last_success_timestamp_seconds", 7), logger: logger))
      #expect(await gateway.push(text("rag_run_outcome", 1, [("outcome", "done")]), logger: logger))
      #expect(await gateway.push(text("rag_run_outcome", 1, hostile), logger: logger))
      let lines = try #require(await page("\(address)/metrics")).split(separator: "\n")
      #expect(lines.contains(#"rag_run_last_success_timestamp_seconds{instance="manual",job="quern"} 7"#))
      #expect(lines.contains(#"rag_run_outcome{instance="manual",job="quern",outcome="a\"b\\c\nd"} 1"#))
      #expect(!lines.contains { $0.contains(#"outcome="done""#) })
    }
  }
}
