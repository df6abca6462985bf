import ArgumentParser
import Benchmarking
import Corpus
import Foundation
import Pipelines
import Retrieval

extension BenchCommand {
  struct Strategies: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Compare the ways to search: quality, latency and memory in one table and one plot.")

    @OptionGroup var pipeline: PipelineArguments
    @OptionGroup var options: Options
    @OptionGroup var judged: JudgedArguments

    @Option(help: "Ways to search: lexical, semantic or hybrid, separated by commas.")
    var strategies: StrategyList = .all

    func run() async throws {
      let plan = try pipeline.plan()
      let (examination, k) = try judged.examination(plan)
      let index = try await SearchableIndex(
        plan: plan, store: try await pipeline.existingStore(plan), log: pipeline.log(),
        strategies: strategies.strategies)
      let quality = QualityBenchmark(
        searcher: index.searcher, examination: examination, strategies: strategies.strategies, k: k, depth: k)
      let child = SearchChild(
        file: pipeline.file, queries: judged.queries ?? plan.evals.first?.queries, k: k,
        repetitions: options.repetitions)
      try options.publish(try await StrategiesBenchmark(quality: quality) { try await child.measure($0) }.run())
    }
  }
}

/// Measures one strategy in a process of its own, so that its memory is its own.
struct SearchChild: Sendable {
  var file: String
  var queries: String?
  var k: Int
  var repetitions: Int

  func measure(_ strategy: Strategy) async throws -> BenchmarkReport {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let process = Process()
    process.executableURL = URL(
      fileURLWithPath: try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
    process.arguments =
      [
        "bench", "search", file, "--strategies", strategy.rawValue, "-k", "\(k)", "--repetitions", "\(repetitions)",
        "--report", folder.path,
      ] + (queries.map { ["--queries", $0] } ?? [])
    process.standardOutput = FileHandle.nullDevice
    let status = try await withCheckedThrowingContinuation { (done: CheckedContinuation<Int32, any Error>) in
      process.terminationHandler = { done.resume(returning: $0.terminationStatus) }
      do { try process.run() } catch { done.resume(throwing: error) }
    }
    guard status == 0 else {
      throw Failure(
        "bench.child", "quern bench search", "ended with \(status) for \(strategy.rawValue)",
        remedy: "run it by hand: quern bench search \(file) --strategies \(strategy.rawValue)",
        verdict: .stop(.unexpected))
    }
    return try ReportFolder.read(folder.file("search.json"))
  }
}
