import Evaluating
import Foundation

/// Puts a load test's outcome into figures, sentences and plots.
struct LoadReport {
  let benchmark: LoadBenchmark
  let tally: LoadTally
  let use: [ProcessUse]

  /// The part of the test that answers were counted in; those that came after its end count to its last second.
  private var seconds: Double { benchmark.duration / .seconds(1) }
  private var rate: Double { Double(tally.answers) / max(seconds, Double(tally.seconds.count - 1)) }

  var report: BenchmarkReport {
    var report = BenchmarkReport(benchmark: "load")
    for percent in [50.0, 95, 99, 99.9] {
      report.add("p\(Axis.label(percent))", [tally.latencies.percentile(percent)], "ms")
    }
    report.add("slowest", [tally.latencies.highest], "ms")
    report.add("mean", [tally.latencies.mean], "ms")
    report.add("answers", [rate], "answers/s")
    report.add("requests", [Double(tally.requests)], "requests")
    report.add("failed", [tally.errorShare * 100], "% errors")
    report.add("users", [Double(benchmark.users)], "connections")
    if !use.isEmpty {
      report.add("server's processors", [use.map(\.processors).mean * 100], "% CPU")
      report.add("server's peak memory", [Double(use.map(\.residentBytes).max() ?? 0) / 1e6], "MB")
    }
    report.sections = [summary] + (benchmark.levels.isEmpty ? [] : [levels]) + [overTime]
    return report
  }

  private var summary: ReportSection {
    let pace =
      switch benchmark.pace {
      case .closed:
        "\(benchmark.users) users, each asking again as soon as it had an answer, for \(Figure.text(seconds)) s."
      case .open(let rate):
        "\(Figure.text(rate)) requests a second were due for \(Figure.text(seconds)) s, over \(benchmark.users) connections; latency counts from when a request was due."
      }
    var sentences = [
      pace, "Latencies are those of answers and of requests that timed out; other errors are counted apart.",
    ]
    if !tally.errors.isEmpty {
      let named = tally.errors.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) × \($0.key)" }
      sentences.append("Errors: \(named.joined(separator: ", ")).")
    }
    let latencies = tally.latencies
    let figures = [50.0, 95, 99].map(latencies.percentile) + [latencies.highest]
    return ReportSection(
      benchmark.target.url, sentences: sentences,
      table: ReportTable(
        ["requests", "answers/s", "errors", "p50, ms", "p95", "p99", "slowest"].map { .number($0) },
        [
          [Figure.text(Double(tally.requests)), Figure.text(rate), String(format: "%.2f %%", tally.errorShare * 100)]
            + figures.map(Figure.text)
        ]),
      plots: [PercentilePlot("Latency by percentile", [Series("latency", latencies.curve)])])
  }

  private var levels: ReportSection {
    ReportSection(
      "Promises",
      table: ReportTable(
        ["promise", .number("measured"), "kept"],
        benchmark.levels.map { level in
          let (value, isKept) = level.check(tally, answersPerSecond: rate)
          return [level.description, level.text(value), isKept ? "yes" : "no"]
        }))
  }

  private var overTime: ReportSection {
    let whole = tally.seconds.prefix(max(1, Int(seconds))).enumerated()
    func series(_ name: String, _ value: (LoadTally.Second) -> Double) -> Series {
      Series(name, whole.map { Series.Point(Double($0.offset) + 0.5, value($0.element)) })
    }
    var plots: [any Plot] = [
      TimelinePlot(
        "Answers a second", unit: "answers/s",
        [series("answers") { Double($0.answers) }]
          + (tally.failed > 0 ? [series("errors") { Double($0.errors) }] : [])),
      TimelinePlot(
        "The slowest answer of each second", unit: "ms", [series("slowest") { $0.slowest / .milliseconds(1) }]),
    ]
    if !use.isEmpty {
      plots.append(
        TimelinePlot(
          "The server's processors", unit: "busy", [Series("busy", use.map { Series.Point($0.at, $0.processors) })]))
      plots.append(
        TimelinePlot(
          "The server's memory", unit: "MB",
          [Series("resident", use.map { Series.Point($0.at, Double($0.residentBytes) / 1e6) })]))
    }
    return ReportSection("Over time", plots: plots)
  }

  /// Promises that were not kept.
  var broken: [ServiceLevel] {
    benchmark.levels.filter { !$0.check(tally, answersPerSecond: rate).isKept }
  }
}
