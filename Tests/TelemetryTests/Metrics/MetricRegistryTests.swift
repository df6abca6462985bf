import Metrics
import Telemetry
import Testing

@Suite struct MetricRegistryTests {
  private let registry = MetricRegistry()
  private var text: String { registry.text(process: false) }

  private func counter(_ label: String, _ dimensions: [(String, String)] = []) -> Counter {
    Counter(label: label, dimensions: dimensions, factory: registry)
  }

  @Test func `counters, gauges and histograms are written as Prometheus reads them`() {
    counter("rag_tokens_embedded_total").increment(by: 41)
    counter("rag_tokens_embedded_total").increment()
    Gauge(label: "rag_redis_up", factory: registry).record(1)
    let meter = Meter(label: "rag_active_requests", factory: registry)
    meter.increment()
    meter.increment(by: 2.5)
    meter.decrement()
    #expect(
      text == """
        # HELP rag_active_requests Requests being answered.
        # TYPE rag_active_requests gauge
        rag_active_requests 2.5
        # HELP rag_redis_up 1 while Redis answers, 0 while the server does without it.
        # TYPE rag_redis_up gauge
        rag_redis_up 1
        # HELP rag_tokens_embedded_total Tokens sent through the model, after cache hits.
        # TYPE rag_tokens_embedded_total counter
        rag_tokens_embedded_total 42

        """)
  }

  @Test func `a duration is in the bucket whose bound it does not pass`() {
    let timer = Timer(label: "rag_retrieval_latency_seconds", dimensions: [("strategy", "hybrid")], factory: registry)
    for nanoseconds in [50_000, 50_001, 1_500_000_000, 90_000_000_000] as [Int64] {
      timer.recordNanoseconds(nanoseconds)
    }
    let expected = [
      #"rag_retrieval_latency_seconds_bucket{strategy="hybrid",le="5e-05"} 1"#,
      #"rag_retrieval_latency_seconds_bucket{strategy="hybrid",le="0.0001"} 2"#,
      #"rag_retrieval_latency_seconds_bucket{strategy="hybrid",le="1"} 2"#,
      #"rag_retrieval_latency_seconds_bucket{strategy="hybrid",le="2.5"} 3"#,
      #"rag_retrieval_latency_seconds_bucket{strategy="hybrid",le="10"} 3"#,
      #"rag_retrieval_latency_seconds_bucket{strategy="hybrid",le="+Inf"} 4"#,
      #"rag_retrieval_latency_seconds_sum{strategy="hybrid"} 91.500100001"#,
      #"rag_retrieval_latency_seconds_count{strategy="hybrid"} 4"#,
    ]
    let lines = text.split(separator: "\n").map(String.init)
    for line in expected { #expect(lines.contains(line), "\(line)") }
  }

  @Test func `buckets are those the metric is known with`() {
    let registry = MetricRegistry(known: [])
    Recorder(label: "sizes", aggregate: true, factory: registry).record(3)
    Recorder(label: "last", aggregate: false, factory: registry).record(3)
    #expect(registry.text(process: false).contains("sizes_bucket{le=\"5\"} 1\n"))
    #expect(registry.text(process: false).hasPrefix("# TYPE last gauge\nlast 3\n"))
  }

  @Test(arguments: [
    (Double.nan, "NaN"), (.infinity, "+Inf"), (-.infinity, "-Inf"), (1e300, "1e+300"), (-0.25, "-0.25"),
    (9_007_199_254_740_992, "9007199254740992"), (2.5e-300, "2.5e-300"),
  ])
  func `a gauge holds any number`(value: Double, written: String) {
    Gauge(label: "g", factory: registry).record(value)
    #expect(text == "# TYPE g gauge\ng \(written)\n")
  }

  @Test func `a value that is no number spoils no histogram`() {
    let recorder = Recorder(label: "h", factory: registry)
    for value in [.nan, .infinity, -.infinity, 0.5] as [Double] { recorder.record(value) }
    #expect(text.hasSuffix("h_sum 0.5\nh_count 1\n"))
  }

  @Test func `a counter never falls, and huge amounts stay exact`() {
    counter("c_total").increment(by: Int64.max)
    counter("c_total").increment(by: Int64.max)
    counter("c_total").increment(by: -5)
    #expect(text.hasSuffix("c_total 18446744073709551614\n"))
    let fraction = FloatingPointCounter(label: "f_total", factory: registry)
    for amount in [0.25, 0.5, -1, .nan, .infinity] { fraction.increment(by: amount) }
    #expect(text.hasSuffix("f_total 0.75\n"))
  }

  @Test(arguments: [
    ("plain", "plain"), (#"a"b\c"#, #"a\"b\\c"#), ("two\nlines", #"two\nlines"#), ("", ""), ("日本 👩‍👩‍👧", "日本 👩‍👩‍👧"),
    ("nul\u{0}esc\u{1B}\r", "nul\u{FFFD}esc\u{FFFD}\u{FFFD}"), ("} 1\nforged 2", #"} 1\nforged 2"#),
    (String(repeating: "x", count: 5000), String(repeating: "x", count: 200) + "…"),
  ])
  func `any text can be a label's value`(value: String, written: String) {
    counter("c_total", [("v", value)]).increment()
    #expect(text == "# TYPE c_total counter\nc_total{v=\"\(written)\"} 1\n")
  }

  @Test func `names are made fit for the format`() {
    counter("hb.requests-total", [("le", "1"), ("__name__", "x"), ("a b", "1"), ("9", "2"), ("", "3")]).increment()
    counter("hb_requests_total", [("x", "old"), ("x", "new")]).increment()
    #expect(
      text == """
        # TYPE hb_requests_total counter
        hb_requests_total{_="3",_9="2",a_b="1",exported___name__="x",exported_le="1"} 1
        hb_requests_total{x="new"} 1

        """)
  }

  @Test func `labels in another order are the same series`() {
    counter("c_total", [("a", "1"), ("b", "2")]).increment()
    counter("c_total", [("b", "2"), ("a", "1")]).increment()
    #expect(text.hasSuffix("c_total{a=\"1\",b=\"2\"} 2\n"))
  }

  @Test func `strangers cannot make series without end`() {
    let registry = MetricRegistry(capacity: 10)
    for number in 0..<1000 {
      Counter(label: "c_total", dimensions: [("path", "/\(number)"), ("m", "GET")], factory: registry).increment()
    }
    let lines = registry.text(process: false).split(separator: "\n")
    #expect(lines.count == 12)
    #expect(lines.contains(#"c_total{m="other",path="other"} 990"#))
    #expect(lines.contains(#"c_total{m="GET",path="/9"} 1"#))
  }

  @Test func `a metric keeps its kind, and a series that is destroyed is gone`() {
    let counter = counter("rag_overloaded_total")
    counter.increment()
    Gauge(label: "rag_overloaded_total", factory: registry).record(7)
    #expect(text.hasSuffix("# TYPE rag_overloaded_total counter\nrag_overloaded_total 1\n"))
    counter.destroy()
    #expect(text.isEmpty)
  }

  @Test func `a gauge of the table takes a timer, in seconds`() {
    Timer(label: "rag_run_duration_seconds", dimensions: [("pipeline", "p")], factory: registry).recordMilliseconds(
      1500)
    #expect(text.hasSuffix("rag_run_duration_seconds{pipeline=\"p\"} 1.5\n"))
  }

  @Test func `updates from everywhere at once add up exactly`() async {
    await withTaskGroup(of: Void.self) { group in
      for worker in 0..<8 {
        group.addTask {
          for _ in 0..<10_000 {
            Counter(label: "c_total", dimensions: [("w", "\(worker % 2)")], factory: registry).increment(by: 3)
            Timer(label: "t_seconds", factory: registry).recordNanoseconds(1_000_003)
            Meter(label: "m", factory: registry).increment(by: 0.5)
          }
        }
      }
    }
    let lines = text.split(separator: "\n")
    #expect(lines.contains(#"c_total{w="0"} 120000"#) && lines.contains(#"c_total{w="1"} 120000"#))
    #expect(lines.contains("m 40000"))
    #expect(lines.contains("t_seconds_count 80000") && lines.contains("t_seconds_sum 80.00024"))
    #expect(
      lines.contains(#"t_seconds_bucket{le="0.001"} 0"#) && lines.contains(#"t_seconds_bucket{le="0.002"} 80000"#))
  }

  @Test func `a process says what it takes`() throws {
    let figures = Dictionary(
      uniqueKeysWithValues: registry.text().split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
        let parts = line.split(separator: " ")
        return (String(parts[0]), Double(parts[1]) ?? .nan)
      })
    #expect(figures.count == Metric.known.filter { $0.name.hasPrefix("process_") }.count)
    #expect(try #require(figures["process_resident_memory_bytes"]) > 1_000_000)
    #expect(try #require(figures["process_open_fds"]) >= 3)
    #expect(try #require(figures["process_cpu_seconds_total"]) >= 0)
    let now = Double(WallTime.now.seconds)
    #expect(try #require(figures["process_start_time_seconds"]) <= now + 1)
    #expect(try #require(figures["process_start_time_seconds"]) > now - 86400)
  }
}
