package import Corpus
import Foundation
import Indexing
package import Pipelines
package import Running

/// How fast a pipeline goes from nothing to searchable, stage by stage; what a run costs after one in a hundred changed, and
/// with nothing to do; and the most memory it takes.
package struct IngestBenchmark: Sendable {
  package var plan: Plan
  /// Makes a workbench over a fresh or existing store in a folder.
  package var makeBench: @Sendable (_ plan: Plan, _ folder: String) async throws -> Workbench
  package var options: RunOptions
  /// Runs with nothing to do that are timed.
  package var idleRuns = 5

  package init(
    plan: Plan, options: RunOptions,
    makeBench: @escaping @Sendable (_ plan: Plan, _ folder: String) async throws -> Workbench
  ) {
    self.plan = plan
    self.options = options
    self.makeBench = makeBench
    // A gate compares with what was live before; here nothing was.
    self.plan.gates = []
  }

  /// - Parameter kept: a folder for the store and a copy of the sources, where the index of the sources as they are is left;
  ///   nil for one that is thrown away.
  package func run(in kept: TemporaryFolder? = nil) async throws -> BenchmarkReport {
    let place = try kept ?? TemporaryFolder()
    defer { if kept == nil { place.remove() } }
    let folder = place.path
    let sources = try SourceCopy(of: plan, into: folder)

    var report = BenchmarkReport(benchmark: "ingest")
    var first = RunRecord(id: 0, startedAt: 0)
    let (seconds, peak) = try await ProcessTree.peak {
      try await Stopwatch.once { first = try await once(sources.plan, folder) }
    }
    var idle: [Double] = []
    for _ in 0..<idleRuns { idle.append(try await Stopwatch.once { _ = try await once(sources.plan, folder) }) }
    let changed = try sources.change()
    var second = RunRecord(id: 0, startedAt: 0)
    let again = try await Stopwatch.once { second = try await once(sources.plan, folder) }
    if kept != nil, changed > 0 {
      try sources.restore()
      _ = try await once(sources.plan, folder)
    }

    let documents = Double(first.stages[.index]?.done ?? 0)
    report.add("documents", [documents / seconds * 60], "documents/min")
    report.add("documents indexed", [documents], "documents")
    report.add("chunks", [Double(first.stages[.embed]?.total ?? 0) / seconds], "chunks/s")
    report.add("tokens", [Double(first.tokens) / seconds], "tokens/s")
    report.add("first run", [seconds], "s")
    report.add("peak memory of the process tree", [Double(peak) / 1e6], "MB")
    report.add("run with nothing to do", idle, "s")
    if changed > 0 { report.add("run after 1 % changed", [again], "s") }
    for (stage, counts) in first.stages.sorted(by: { $0.key < $1.key }) where counts.seconds > 0 && counts.done > 0 {
      report.add("\(stage.rawValue) stage", [Double(counts.done) / counts.seconds], "\(stage.unit)/s")
      report.add("\(stage.rawValue) stage busy", [counts.seconds], "s")
      report.add("\(stage.rawValue) stage busy, share of the run", [counts.seconds / seconds * 100], "% busy")
    }
    report.sections = [stages(first, seconds), runs(first, seconds, idle.median, changed > 0 ? (second, again) : nil)]
    return report
  }

  private func once(_ plan: Plan, _ folder: String) async throws -> RunRecord {
    try await Runner(
      bench: try await makeBench(plan, folder), options: options, stop: StopSignal(), progress: RunProgress()
    ).run()
  }

  private func stages(_ record: RunRecord, _ seconds: Double) -> ReportSection {
    let stages = record.stages.sorted { $0.key < $1.key }
    return ReportSection(
      "Stages of the first run",
      sentences: [
        "Busy is when a stage was at work, waiting for other stages left out. Stages work at the same time and share the processors, so their seconds overlap, and shares of the run add up to more than 100 %."
      ],
      table: ReportTable(
        [
          "stage", .number("done"), "unit", .number("quarantined"), .number("busy, s"), .number("share of the run"),
          .number("done a busy second"),
        ],
        stages.map { stage, counts in
          [
            stage.rawValue, Figure.text(Double(counts.done)), stage.unit, Figure.text(Double(counts.quarantined)),
            Figure.text(counts.seconds), String(format: "%.1f %%", counts.seconds / seconds * 100),
            counts.seconds > 0 ? Figure.text(Double(counts.done) / counts.seconds) : "–",
          ]
        }),
      plots: [
        BarPlot(
          "Busy seconds, of \(Figure.text(seconds))", stages.map { BarPlot.Bar($0.key.rawValue, $0.value.seconds) })
      ])
  }

  private func runs(
    _ first: RunRecord, _ seconds: Double, _ idle: Double, _ second: (record: RunRecord, seconds: Double)?
  ) -> ReportSection {
    func row(_ name: String, _ record: RunRecord, _ seconds: Double) -> [String] {
      [name] + [Double(record.stages[.index]?.done ?? 0), Double(record.tokens), seconds].map(Figure.text)
    }
    var rows = [row("from nothing", first, seconds)]
    var bars = [BarPlot.Bar("from nothing", seconds)]
    if let second {
      rows.append(row("1 % changed", second.record, second.seconds))
      bars.append(BarPlot.Bar("1 % changed", second.seconds))
    }
    rows.append(["nothing to do", "0", "0", Figure.text(idle)])
    bars.append(BarPlot.Bar("nothing to do", idle))
    return ReportSection(
      "Runs",
      table: ReportTable(["run", .number("documents indexed"), .number("tokens embedded"), .number("seconds")], rows),
      plots: [BarPlot("Seconds of a run", bars)])
  }
}
