import ArgumentParser
import Benchmarking
import Corpus
import Evaluating
import Foundation
import Pipelines
import Retrieval
import Segments

extension BenchCommand {
  struct Search: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Time each way to search in this process: percentiles, throughput, recall of the vector index.")

    @OptionGroup var pipeline: PipelineArguments
    @OptionGroup var options: Options

    @Option(
      help:
        "Queries: JSONL with _id and text, or lines of id and text; else the file's evals, else titles of the index.")
    var queries: String?

    @Option(help: "Ways to search: lexical, semantic or hybrid, separated by commas.")
    var strategies: StrategyList = .all

    @Option(name: [.customShort("k"), .long], help: "Hits of each search.")
    var maxResults = 10

    @Option(help: "Askers at a time when throughput is measured; all cores unless given.")
    var askers: Int?

    @Option(help: "Settles the order of the queries.")
    var seed: UInt64 = 42

    func validate() throws {
      if !(1...SearchRequest.mostResults).contains(maxResults) {
        throw ValidationError("-k takes a number from 1 to \(SearchRequest.mostResults)")
      }
      if let askers, !(1...4096).contains(askers) { throw ValidationError("--askers takes a number from 1 to 4096") }
    }

    func run() async throws {
      let plan = try pipeline.plan()
      let index = try await SearchableIndex(
        plan: plan, store: try await pipeline.existingStore(plan), log: pipeline.log(),
        strategies: strategies.strategies)
      var benchmark = SearchBenchmark(
        searcher: index.searcher,
        queries: try SampleQueries(file: queries ?? plan.evals.first?.queries, index.index.snapshot, seed: seed).texts,
        strategies: strategies.strategies, stopwatch: options.stopwatch)
      benchmark.maxResults = maxResults
      benchmark.askers = askers ?? ProcessInfo.processInfo.activeProcessorCount
      benchmark.seed = seed
      let (found, bytes) = try await ProcessTree.peak { try await benchmark.run() }
      var report = found
      report.add(StrategiesBenchmark.memory, [Double(bytes) / 1e6], "MB")
      try options.publish(report)
    }
  }
}

/// Queries to measure with: those of a file, or titles of the index's own documents.
struct SampleQueries {
  let texts: [String]

  private static let count = 200

  init(file: String?, _ snapshot: Snapshot, seed: UInt64) throws {
    if let file {
      texts = try Question.read(path: file).map(\.text)
      return
    }
    var random = SeededRandom(seed: seed)
    let titles = try snapshot.documents().map { $0.title ?? $0.uri }.filter { $0.contains { !$0.isWhitespace } }
      .sorted()
    texts = Array(titles.shuffled(using: &random).prefix(Self.count)).map { String($0.prefix(200)) }
  }
}
