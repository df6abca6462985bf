import Benchmarking
import Testing

@Suite struct ReportComparisonTests {
  private static func report(_ results: [(String, [Double], String)]) -> BenchmarkReport {
    var report = BenchmarkReport(benchmark: "b", command: [])
    for (name, runs, unit) in results {
      if unit == BenchmarkReport.score { report.add(scores: runs, name) } else { report.add(name, runs, unit) }
    }
    return report
  }

  @Test(
    arguments: [
      ("ms", [10, 11, 12], [20, 21, 22], ReportComparison.Verdict.worse),
      ("ms", [20, 21, 22], [10, 11, 12], .better),
      ("queries/s", [10, 11, 12], [20, 21, 22], .better),
      ("documents/min", [20], [10], .worse),
      ("ms", [10, 30, 12], [11, 20, 25], .same),
      ("documents", [10], [20], .unknown),
      ("documents", [10], [10], .same),
      ("score", Array(repeating: 1, count: 20), Array(repeating: 0.5, count: 20), .worse),
      ("score", [1, 0, 1, 0, 0.5, 0.2], [0, 1, 1, 0, 0.5, 0.3], .same),
      ("ms", [1, 2, 3, 4, 5], [11, 12, 13, 14, 15], .worse),
      ("ms", [0], [0], .same),
    ] as [(String, [Double], [Double], ReportComparison.Verdict)])
  func `each unit has its better side, and what may be chance is no change`(
    unit: String, before: [Double], after: [Double], verdict: ReportComparison.Verdict
  ) {
    let comparison = ReportComparison(
      from: Self.report([("x", before, unit)]), to: Self.report([("x", after, unit)]))
    #expect(comparison.changes.map(\.verdict) == [verdict])
    #expect(comparison.regressions.isEmpty == (verdict != .worse))
  }

  @Test func `a small loss is worse but no regression`() {
    let old = Self.report([("x", [100, 101, 102], "ms")])
    let new = Self.report([("x", [104, 105, 106], "ms")])
    #expect(ReportComparison(from: old, to: new, threshold: 0.05).changes.map(\.verdict) == [.worse])
    #expect(ReportComparison(from: old, to: new, threshold: 0.05).regressions.isEmpty)
    #expect(ReportComparison(from: old, to: new, threshold: 0.03).regressions.map(\.name) == ["x"])
  }

  @Test func `figures that are gone, and other units, are not compared`() {
    let old = Self.report([("x", [1], "ms"), ("y", [1], "ms"), ("z", [1], "s")])
    let new = Self.report([("x", [1], "ms"), ("z", [1], "ms"), ("new", [1], "ms")])
    let comparison = ReportComparison(from: old, to: new)
    #expect(comparison.changes.map(\.name) == ["x"])
    #expect(comparison.missing == ["y"])
    #expect(comparison.markdown.contains("Missing in the later report: y."))
    #expect(comparison.markdown.contains("No regression beyond 5 %."))
  }
}
