import Fixtures
import Foundation
import Instruments
import Logging
import Metrics
import Stubs
import Telemetry
import Testing
import Tracing

@Suite struct SpanExporterTests {
  private let capture = LogCapture()
  private let registry = MetricRegistry()

  private func sending(to url: String, capacity: Int = 4096) -> SpanExporter {
    let logger = Logger(label: "quern") { [capture] in JSONLogHandler(label: $0, sink: capture.sink) }
    return SpanExporter(
      collector: Collector(.traces, at: OTLPRoute(.traces, at: url), resource: Resource(version: "1"), logger: logger),
      capacity: capacity,
      metrics: registry)
  }

  private func end(_ count: Int, in exporter: SpanExporter) {
    let tracer = SpanTracer(exporter: exporter, sampling: 1)
    for number in 0..<count { tracer.withSpan("span \(number)", context: .topLevel) { _ in } }
  }

  private func dropped(_ reason: String) -> Int {
    let line = registry.text(process: false).split(separator: "\n").first { $0.contains("reason=\"\(reason)\"") }
    return line.flatMap { Int($0.split(separator: " ")[1]) } ?? 0
  }

  private func spans(in body: String) -> Int { body.matches(of: /"spanId":/).count }

  @Test func `what has ended is sent in batches, oldest first`() async throws {
    try await StubServer.run({ _, _ in .answer(status: 200, body: "{}") }) { server in
      let exporter = sending(to: server.url + "/")
      end(600, in: exporter)
      await exporter.flush(within: .seconds(120))
      #expect(server.requests.map(\.path) == ["/v1/traces", "/v1/traces"])
      #expect(server.requests.map { spans(in: $0.body) } == [512, 88])
      #expect(server.requests[0].body.contains(#""name":"span 0""#))
      await exporter.flush(within: .seconds(120))
      #expect(server.requests.count == 2 && registry.text(process: false).isEmpty && capture.lines.isEmpty)
    }
  }

  @Test func `a batch is tried twice when the collector is busy`() async throws {
    try await StubServer.run({ _, number in .answer(status: number == 0 ? 503 : 200, headers: ["retry-after": "0"]) }) {
      server in
      let exporter = sending(to: server.url)
      end(3, in: exporter)
      await exporter.flush(within: .seconds(120))
      #expect(server.requests.count == 2 && server.requests[0].body == server.requests[1].body)
      #expect(registry.text(process: false).isEmpty && capture.lines.isEmpty)
    }
  }

  @Test func `what the collector does not take is dropped, counted and said once`() async throws {
    let script: StubServer.Script = { _, number in .answer(status: number < 2 ? 400 : 200) }
    try await StubServer.run(script) { server in
      let exporter = sending(to: server.url)
      for count in [3, 4] {
        end(count, in: exporter)
        await exporter.flush(within: .seconds(120))
      }
      #expect(server.requests.count == 2 && dropped("collector") == 7)
      #expect(capture.lines.count == 1 && capture.lines[0].contains("refuses"))
      end(1, in: exporter)
      await exporter.flush(within: .seconds(120))
      #expect(dropped("collector") == 7 && capture.lines.count == 2 && capture.lines[1].contains("again"))
    }
  }

  @Test func `a full queue drops and counts, and nobody waits`() async throws {
    try await StubServer.run({ _, _ in .answer(status: 200) }) { server in
      let exporter = sending(to: server.url, capacity: 10)
      end(25, in: exporter)
      #expect(dropped("queue") == 15)
      await exporter.flush(within: .seconds(120))
      #expect(server.requests.map { spans(in: $0.body) } == [10])
    }
  }

  @Test func `a collector that does not answer holds up no shutdown`() async throws {
    try await StubServer.run({ _, _ in .silence }) { server in
      let exporter = sending(to: server.url)
      end(600, in: exporter)
      await exporter.flush(within: .milliseconds(200))
      #expect(dropped("collector") + dropped("shutdown") == 600)
    }
    let exporter = sending(to: "http://127.0.0.1:1")
    end(1, in: exporter)
    await exporter.flush(within: .milliseconds(100))
    #expect(dropped("collector") + dropped("shutdown") == 601)
  }

  @Test func `a task that is cancelled sends what is left`() async throws {
    try await StubServer.run({ _, _ in .answer(status: 200) }) { server in
      let exporter = sending(to: server.url)
      end(2, in: exporter)
      let running = Task { await exporter.run() }
      let first = try await eventually { server.requests.first }
      #expect(first != nil)
      end(3, in: exporter)
      running.cancel()
      await running.value
      #expect(server.requests.map { spans(in: $0.body) } == [2, 3])
    }
  }

  @Test func `sending is not traced itself`() async throws {
    try await StubServer.run({ _, _ in .answer(status: 200) }) { server in
      let exporter = sending(to: server.url)
      let tracer = SpanTracer(exporter: exporter, sampling: 1)
      await tracer.withSpan("shutdown") { _ in
        end(1, in: exporter)
        await exporter.flush(within: .seconds(120))
      }
      await exporter.flush(within: .seconds(120))
      #expect(server.requests.count == 2)
      #expect(server.requests.allSatisfy { !$0.headers.contains { $0.name == "traceparent" } })
    }
  }
}
