import ArgumentParser
import Benchmarking
import Corpus
import Evaluating
import Foundation
import Pipelines
import Retrieval
import SQLiteStore

extension BenchCommand {
  struct All: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make the whole report: ingestion, embedding, quality, search, and how many can search at a time.",
      discussion: "It indexes copies of the sources in a folder that is thrown away, and touches nothing else.")

    @Argument(help: "The pipeline file.")
    var file: String

    @OptionGroup var judged: JudgedArguments

    @Option(help: "Counted runs of each search.")
    var repetitions = 3

    @Option(help: "A folder for the reports as JSON, Markdown and HTML.")
    var report = "bench-report"

    func validate() throws {
      if repetitions < 1 { throw ValidationError("--repetitions takes a number from 1") }
    }

    func run() async throws {
      let plan = try BenchCommand.plan(file)
      let (examination, k) = try judged.examination(plan)
      let folder = try TemporaryFolder()
      defer { folder.remove() }
      let reports = ReportFolder(path: report)
      try reports.prepare()

      let ingest = try await BenchCommand.ingest(file).run(in: folder)
      try reports.write(ingest)
      let index = try await SearchableIndex(
        plan: plan, store: try SQLiteStore(folder: folder.file("store"), pipeline: plan.name),
        log: BenchCommand.quietLog)
      let embed = try await embedding(plan, index)
      if let embed { try reports.write(embed) }
      let strategies = StrategyList.all.strategies
      let quality = try await QualityBenchmark(
        searcher: index.searcher, examination: examination, strategies: strategies, k: k, depth: max(k, 100)
      ).run()
      try reports.write(quality)
      let queries = examination.questions.map(\.text)
      var benchmark = SearchBenchmark(
        searcher: index.searcher, queries: queries, strategies: strategies,
        stopwatch: Stopwatch(repetitions: repetitions))
      benchmark.askers = ProcessInfo.processInfo.activeProcessorCount
      let search = try await benchmark.run()
      try reports.write(search)
      let capacity = SearchCapacity(searcher: index.searcher, queries: queries)
      let summary = SummaryReport(
        ingest: ingest, embed: embed, quality: quality, search: search, capacity: capacity,
        steps: try await capacity.steps(),
        strategies: strategies, k: k
      ).report
      try reports.write(summary)
      print(summary.markdown)
    }

    /// Nil for a model on another machine, whose time is not this one's to judge.
    private func embedding(_ plan: Plan, _ index: SearchableIndex) async throws -> BenchmarkReport? {
      guard let reference = try await BenchCommand.reference(of: plan, threads: nil), let embedder = index.embedder
      else { return nil }
      let texts = try SampleTexts(index.index.snapshot, count: Embed.usualCount).texts
      return try await EmbedBenchmark(
        embedder: embedder, texts: texts, stopwatch: Stopwatch(repetitions: repetitions), reference: reference
      ).run()
    }
  }
}
