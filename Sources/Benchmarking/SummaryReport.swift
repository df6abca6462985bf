import Evaluating
import Foundation
package import Retrieval

/// The report for those who read but one: an executive summary and one table of strategies.
package struct SummaryReport: Sendable {
  private let ingest: BenchmarkReport
  private let embed: BenchmarkReport?
  private let quality: BenchmarkReport
  private let search: BenchmarkReport
  private let capacity: SearchCapacity
  private let steps: [SearchCapacity.Step]
  private let strategies: [Strategy]
  private let k: Int

  package init(
    ingest: BenchmarkReport, embed: BenchmarkReport?, quality: BenchmarkReport, search: BenchmarkReport,
    capacity: SearchCapacity,
    steps: [SearchCapacity.Step], strategies: [Strategy], k: Int
  ) {
    self.ingest = ingest
    self.embed = embed
    self.quality = quality
    self.search = search
    self.capacity = capacity
    self.steps = steps
    self.strategies = strategies
    self.k = k
  }

  package var report: BenchmarkReport {
    var report = BenchmarkReport(benchmark: "all")
    report.add("average search latency", [averageLatency], "ms")
    report.add("document processing rate", [ingest["documents"] ?? 0], "documents/min")
    report.add("peak concurrent users", [Double(users)], "users")
    report.results += ingest.results.filter { $0.name != "documents" }
    // A run has tokens and chunks a second, too.
    report.results += (embed?.results ?? []).map { result in
      var named = result
      named.name = "embedding \(result.name)"
      return named
    }
    report.results += quality.results + search.results
    report.sections =
      [summary, comparison, concurrency] + ingest.sections + (embed?.sections ?? []) + quality.sections
      + search.sections
    return report
  }

  private var averageLatency: Double { strategies.compactMap { search["\($0.rawValue) mean"] }.mean }

  private var users: Int { steps.last(where: capacity.isWithin)?.askers ?? 0 }

  private var summary: ReportSection {
    let rate = ingest["documents"] ?? 0
    var sentences = [
      "Average search latency: \(Figure.text(averageLatency)) ms, over \(strategies.map(\.rawValue).joined(separator: ", ")).",
      "Document processing rate: \(Figure.text(rate)) documents a minute, from files to searchable, with \(Figure.text(ingest["peak memory of the process tree"] ?? 0)) MB at most.",
      "Peak concurrent users: \(users), searching with \(capacity.strategy.rawValue) without a pause, 95 of 100 answered within \(Figure.text(capacity.limit / .milliseconds(1))) ms.",
    ]
    let scores = strategies.compactMap { strategy in
      quality["\(strategy.rawValue) nDCG@\(k)"].map { (strategy: strategy.rawValue, score: $0) }
    }
    if let best = scores.max(by: { $0.score < $1.score }) {
      sentences.append("Best answers: \(best.strategy), nDCG@\(k) \(String(format: "%.4f", best.score)).")
    }
    if let tokens = embed?["tokens"] {
      let share = embed?["share of the arithmetic's peak"].map { ", \(Figure.text($0)) % of the processors' peak" }
      sentences.append("Embedding: \(Figure.text(tokens)) tokens a second\(share ?? "").")
    }
    return ReportSection("Executive summary", sentences: sentences)
  }

  private var comparison: ReportSection {
    let measure = "nDCG@\(k)"
    let rows = strategies.map { strategy in
      let name = strategy.rawValue
      let figures = ["mean", "p95", "throughput"].map { search["\(name) \($0)"].map(Figure.text) ?? "–" }
      let scores = [measure, "recall@\(k)", "MRR"].map {
        quality["\(name) \($0)"].map { String(format: "%.4f", $0) } ?? "–"
      }
      return [name] + figures + scores
    }
    let choices = strategies.compactMap { strategy -> StrategyChoice? in
      let name = strategy.rawValue
      guard let worth = quality["\(name) \(measure)"], let latency = search["\(name) p95"] else { return nil }
      return StrategyChoice(strategy: strategy, quality: worth, mean: latency, latency: latency, memory: 0, rate: 0)
    }
    return ReportSection(
      "Retrieval strategies compared",
      table: ReportTable(
        [
          "strategy", .number("average latency, ms"), .number("p95, ms"), .number("queries/s"), .number(measure),
          .number("recall@\(k)"), .number("MRR"),
        ], rows),
      plots: [
        ScatterPlot(
          "Quality against latency; filled dots are beaten by none", cost: "p95, ms", worth: measure,
          choices.map { choice in
            ScatterPlot.Choice(
              choice.strategy.rawValue, cost: choice.latency, worth: choice.quality,
              isParetoOptimal: !choices.contains { $0.dominates(choice) })
          })
      ])
  }

  private var concurrency: ReportSection {
    ReportSection(
      "Searching together",
      sentences: [
        "In this process, with \(capacity.strategy.rawValue); askers are doubled until the 95th percentile is too long."
      ],
      table: ReportTable(
        ["askers", "p50, ms", "p95, ms", "p99, ms", "queries/s"].map { .number($0) },
        steps.map { step in
          ["\(step.askers)"]
            + [
              step.profile.percentile(50), step.profile.percentile(95), step.profile.percentile(99),
              step.queriesPerSecond,
            ]
            .map(Figure.text)
        }),
      plots: [
        PercentilePlot(
          "Latency by percentile and askers", steps.suffix(6).map { Series("\($0.askers)", $0.profile.curve) })
      ])
  }
}
