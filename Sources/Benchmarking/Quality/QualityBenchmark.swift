package import Evaluating
package import Retrieval

/// How well an index answers judged questions, strategy by strategy.
package struct QualityBenchmark: Sendable {
  package var searcher: Searcher
  package var examination: Examination
  package var strategies: [Strategy]
  /// Hits that count for measures with a cut.
  package var k: Int
  /// Hits that are asked for, and count for MRR and MAP.
  package var depth: Int
  package var resampling = Resampling()

  package init(searcher: Searcher, examination: Examination, strategies: [Strategy], k: Int, depth: Int) {
    self.searcher = searcher
    self.examination = examination
    self.strategies = strategies
    self.k = k
    self.depth = max(k, depth)
  }

  package var measures: [Measure] {
    [.ndcg(k), .ndcg(k, .exponential), .recall(k), .precision(k), .reciprocalRank, .averagePrecision]
  }

  /// - Throws: ``Failure`` `eval.foreign` if the index holds no judged document.
  package func run() async throws -> BenchmarkReport {
    var report = BenchmarkReport(benchmark: "quality")
    let missing = try examination.missing(in: searcher.snapshot)
    let marks = try await marks()
    for (strategy, cards) in marks {
      for card in cards { report.add(scores: card.scores, "\(strategy.rawValue) \(card.measure)") }
    }
    report.sections = QualitySections(marks, examination, resampling).sections
    if !missing.isEmpty {
      report.sections.append(
        ReportSection(
          "Not in the index",
          sentences: [
            "\(missing.count) judged documents, which no search can find, such as \(missing.prefix(5).joined(separator: ", "))."
          ]))
    }
    return report
  }

  /// A card for each measure, strategy by strategy.
  package func marks() async throws -> [(strategy: Strategy, cards: [Scorecard])] {
    var marks: [(Strategy, [Scorecard])] = []
    for strategy in strategies {
      marks.append((strategy, try await examination.marks(searcher, strategy, measures, depth: depth)))
    }
    return marks
  }
}
