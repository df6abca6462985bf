import Benchmarking
import Corpus
import Foundation
import Stubs
import Testing

@Suite struct ServiceLevelTests {
  @Test(arguments: [
    ("p99<50ms", 50.0), ("p99.9 <= 0.05s", 50), ("p50<200us", 0.2), ("mean<3", 3), ("max<1s", 1000),
    ("errors<0.1%", 0.001),
    ("errors<=0", 0), ("rate>1000", 1000),
  ])
  func `promises are read with their units`(text: String, limit: Double) throws {
    #expect(abs(try #require(ServiceLevel(text)).limit - limit) < 1e-12)
  }

  @Test(arguments: [
    "", "p99", "p99<", "p0<5ms", "p100<5ms", "p99=5ms", "latency<5ms", "errors<5ms", "rate>5%", "p99<5%", "p99<-5ms",
    "p99<5ms extra", "mean5<3",
  ])
  func `what is no promise is refused`(text: String) {
    #expect(ServiceLevel(text) == nil)
  }

  @Test func `promises are held to what was measured`() throws {
    var tally = LoadTally()
    for millisecond in 1...100 { tally.record(.answer, took: .milliseconds(millisecond), at: .milliseconds(500)) }
    tally.record(.error("HTTP 503"), took: .milliseconds(1), at: .seconds(1))
    func isKept(_ text: String) throws -> Bool {
      try #require(ServiceLevel(text)).check(tally, answersPerSecond: 50).isKept
    }
    #expect(try isKept("p50<52ms") && !isKept("p50<49ms"))
    #expect(try isKept("max<=101ms") && !isKept("max<99ms"))
    #expect(try isKept("errors<1%") && !isKept("errors<0.9%"))
    #expect(try isKept("rate>=50") && !isKept("rate>50"))
  }
}

@Suite struct LoadTallyTests {
  @Test func `time-outs count as latencies, failures at once do not`() {
    var tally = LoadTally()
    tally.record(.answer, took: .milliseconds(10), at: .milliseconds(900))
    tally.record(.timeout, took: .seconds(5), at: .milliseconds(5100))
    tally.record(.error("no connection"), took: .microseconds(3), at: .milliseconds(5200))
    #expect(tally.latencies.count == 2)
    #expect(tally.latencies.highest > 4990)
    #expect(tally.errors == ["timed out": 1, "no connection": 1])
    #expect(tally.requests == 3)
    #expect(tally.seconds.count == 6 && tally.seconds[0].answers == 1 && tally.seconds[5].errors == 2)
  }
}

@Suite struct LoadBenchmarkTests {
  @Test func `latency counts from when a request was due`() async throws {
    // Every answer takes 100 ms and there is one connection: of 20 requests a second the last is about a second late.
    try await StubServer.run({ _, _ in .answer(status: 200, body: "ok", after: .milliseconds(100)) }) { server in
      var benchmark = LoadBenchmark(
        target: LoadTarget(url: try #require(URL(string: server.url))), pace: .open(perSecond: 20), users: 1,
        duration: .seconds(1))
      benchmark.warmup = .zero
      let report = try await benchmark.run().report
      #expect(report["requests"] == 20)
      #expect(try #require(report["slowest"]) > 700)

      benchmark.pace = .closed
      let closed = try await benchmark.run().report
      #expect(try #require(closed["p50"]) < #require(report["slowest"]))
      #expect(try #require(closed["requests"]) <= 11)
    }
  }

  @Test func `errors are counted by what they are, and promises are held`() async throws {
    try await StubServer.run({ _, number in .answer(status: number.isMultiple(of: 2) ? 200 : 503) }) { server in
      var benchmark = LoadBenchmark(
        target: try LoadTarget(
          url: try #require(URL(string: server.url)), queries: ["a", "b"], strategy: nil, maxResults: 3),
        pace: .open(perSecond: 100), users: 4, duration: .milliseconds(400))
      benchmark.warmup = .zero
      benchmark.levels = ["errors<60%", "errors<10%"].compactMap { ServiceLevel($0) }
      let (report, broken) = try await benchmark.run()
      #expect(report["requests"] == 40)
      #expect(try #require(report["failed"]) == 50)
      #expect(broken.map(\.description) == ["errors<10%"])
      #expect(report.markdown.contains("20 × HTTP 503"))
      let bodies = server.requests.map(\.body)
      #expect(bodies.allSatisfy { $0.contains(#""max_results":3"#) })
      #expect(["a", "b"].allSatisfy { query in bodies.contains { $0.contains(#""query":"\#(query)""#) } })
    }
  }

  @Test func `a server that is not there is a failure that says so`() async throws {
    var benchmark = LoadBenchmark(
      target: LoadTarget(url: try #require(URL(string: "http://127.0.0.1:9/"))), pace: .open(perSecond: 50), users: 2,
      duration: .milliseconds(100)
    )
    benchmark.warmup = .zero
    let failure = await #expect(throws: Failure.self) { try await benchmark.run() }
    #expect(failure?.code == "bench.server")
  }
}
