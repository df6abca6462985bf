import Foundation
package import Segments

/// What the search for nearest vectors came to: how many queries a second at which recall.
package struct NearestReport: Sendable {
  /// Recalls for which the smallest breadth that reaches them is looked for.
  package static let targets = [0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999]

  private let found: VectorBenchmark.Report
  private let peakMemory: Int

  /// - Parameter peakMemory: of this process, in bytes; the vectors that were read, being mapped, count as well.
  package init(_ found: VectorBenchmark.Report, peakMemory: Int) {
    self.found = found
    self.peakMemory = peakMemory
  }

  /// One row for each breadth: some targets are reached by the same.
  private var points: [VectorBenchmark.Point] {
    found.points.enumerated().filter { place, point in
      place == 0 || found.points[place - 1].breadth != point.breadth
    }.map(\.element)
  }

  package var report: BenchmarkReport {
    var report = BenchmarkReport(benchmark: "vectors")
    report.add("vectors", [Double(found.rows)], "vectors")
    report.add("queries", [Double(found.queries)], "queries")
    report.add("build", [found.buildSeconds], "s")
    report.add("open", [found.openSeconds * 1000], "ms")
    report.add("segment", [Double(found.bytes) / 1e6], "MB")
    report.add("peak memory", [Double(peakMemory) / 1e6], "MB")
    report.add("comparing all", [found.exactQueriesPerSecond], "queries/s")
    for target in Self.targets {
      guard let point = found.points.first(where: { $0.target == target }) else { continue }
      report.add("at recall \(Axis.label(target))", [point.queriesPerSecond], "queries/s")
      report.add("recall at breadth \(point.breadth)", [point.recall], "recall")
    }
    var names: Set<String> = []
    report.results = report.results.filter { names.insert($0.name).inserted }
    report.sections = [section]
    return report
  }

  private var section: ReportSection {
    let missed = Self.targets.filter { target in !found.points.contains { $0.target == target } }
    var sentences = [
      "\(Figure.text(Double(found.rows))) vectors, \(Figure.text(Double(found.queries))) queries, one thread, 10 hits; a hit is any row as near as the tenth of the true nearest. Of each recall from \(Axis.label(Self.targets[0])) on, the smallest breadth that reaches it."
    ]
    if !missed.isEmpty {
      sentences.append("No breadth up to 1,024 reaches \(missed.map(Axis.label).joined(separator: ", ")).")
    }
    let exact = ["all", "1", Figure.text(found.exactQueriesPerSecond)]
    return ReportSection(
      "Recall and speed", sentences: sentences,
      table: ReportTable(
        [.number("breadth"), .number("recall"), .number("queries/s")],
        points.map { ["\($0.breadth)", String(format: "%.4f", $0.recall), Figure.text($0.queriesPerSecond)] } + [exact]),
      plots: [
        ScatterPlot(
          "Recall against time, one dot a breadth", cost: "ms a query", worth: "recall",
          points.map {
            ScatterPlot.Choice(
              "\($0.breadth)", cost: 1000 / $0.queriesPerSecond, worth: $0.recall, isParetoOptimal: true,
              hint:
                "breadth \($0.breadth): \(String(format: "%.4f", $0.recall)), \(Figure.text($0.queriesPerSecond)) queries/s"
            )
          })
      ])
  }
}
