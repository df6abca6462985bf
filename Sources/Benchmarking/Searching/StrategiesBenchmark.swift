import Evaluating
import Foundation
package import Retrieval

/// Which way of searching is worth its price: quality, latency and memory of each in one table.
package struct StrategiesBenchmark: Sendable {
  package var quality: QualityBenchmark
  /// Measures one strategy's speed in a process of its own: what `search` reports, with its peak memory.
  package var measure: @Sendable (Strategy) async throws -> BenchmarkReport

  package init(
    quality: QualityBenchmark, measure: @escaping @Sendable (Strategy) async throws -> BenchmarkReport
  ) {
    self.quality = quality
    self.measure = measure
  }

  package static let memory = "peak memory"

  /// - Throws: ``Failure`` `eval.foreign` if the index holds no judged document.
  package func run() async throws -> BenchmarkReport {
    var report = BenchmarkReport(benchmark: "strategies")
    var choices: [StrategyChoice] = []
    _ = try quality.examination.missing(in: quality.searcher.snapshot)
    for (strategy, cards) in try await quality.marks() {
      let name = strategy.rawValue
      let speed = try await measure(strategy)
      guard let card = cards.first, let latency = speed["\(name) p95"], let memory = speed[Self.memory] else {
        continue
      }
      for card in cards { report.add(scores: card.scores, "\(name) \(card.measure)") }
      for var result in speed.results {
        if !result.name.hasPrefix(name) { result.name = "\(name) \(result.name)" }
        report.results.append(result)
      }
      choices.append(
        StrategyChoice(
          strategy: strategy, quality: card.mean, mean: speed["\(name) mean"] ?? 0, latency: latency, memory: memory,
          rate: speed["\(name) throughput"] ?? 0))
    }
    report.sections = [section(choices)]
    return report
  }

  private func section(_ choices: [StrategyChoice]) -> ReportSection {
    let front = choices.filter { choice in !choices.contains { $0.dominates(choice) } }.map(\.strategy)
    let measure = quality.measures.first.map { "\($0)" } ?? ""
    return ReportSection(
      "Strategies compared",
      sentences: [
        "A strategy is in the Pareto set if no other is at least as good in quality, latency and memory and better in one: \(front.map(\.rawValue).joined(separator: ", "))."
      ],
      table: ReportTable(
        [
          "strategy", .number(measure), .number("mean, ms"), .number("p95, ms"), .number("queries/s"),
          .number("memory, MB"), "Pareto",
        ],
        choices.map { choice in
          [
            choice.strategy.rawValue, String(format: "%.4f", choice.quality), Figure.text(choice.mean),
            Figure.text(choice.latency), Figure.text(choice.rate), Figure.text(choice.memory),
            front.contains(choice.strategy) ? "yes" : "no",
          ]
        }),
      plots: [
        ScatterPlot(
          "Quality against latency; filled dots are the Pareto set", cost: "p95, ms", worth: measure,
          choices.map { choice in
            ScatterPlot.Choice(
              choice.strategy.rawValue, cost: choice.latency, worth: choice.quality,
              isParetoOptimal: front.contains(choice.strategy),
              hint:
                "\(choice.strategy.rawValue): \(String(format: "%.4f", choice.quality)), \(Figure.text(choice.latency)) ms, \(Figure.text(choice.memory)) MB"
            )
          })
      ])
  }
}
