import ArgumentParser
import Benchmarking
import Evaluating
import Retrieval

extension BenchCommand {
  struct Quality: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Score the answers to judged questions: nDCG, recall, MRR, MAP, and what differs for sure.")

    @OptionGroup var pipeline: PipelineArguments
    @OptionGroup var judged: JudgedArguments

    @Option(help: "Ways to search: lexical, semantic or hybrid, separated by commas.")
    var strategies: StrategyList = .all

    @Option(help: "Hits that are asked for, and count for MRR and MAP.")
    var depth = 100

    @Option(help: "Measure this generation instead of the live one.")
    var generation: Int?

    @Option(help: "Settles what is drawn at random.")
    var seed: UInt64 = 42

    @Option(help: "A folder for the report as JSON, Markdown and HTML.")
    var report: String?

    func validate() throws {
      if !(1...SearchRequest.mostResults).contains(depth) {
        throw ValidationError("--depth takes a number from 1 to 1000")
      }
    }

    func run() async throws {
      let plan = try pipeline.plan()
      let (examination, k) = try judged.examination(plan)
      let index = try await SearchableIndex(
        plan: plan, store: try await pipeline.existingStore(plan), generation: generation, log: pipeline.log(),
        strategies: strategies.strategies)
      var benchmark = QualityBenchmark(
        searcher: index.searcher, examination: examination, strategies: strategies.strategies, k: k, depth: depth)
      benchmark.resampling.seed = seed
      let found = try await benchmark.run()
      print(found.markdown)
      if let report { try ReportFolder(path: report).write(found) }
    }
  }
}

/// A comma-separated list of strategies.
struct StrategyList: ExpressibleByArgument {
  var strategies: [Strategy]

  static let all = StrategyList(strategies: [.lexical, .semantic, .hybrid])

  var defaultValueDescription: String { strategies.map(\.rawValue).joined(separator: ",") }

  init(strategies: [Strategy]) { self.strategies = strategies }

  init?(argument: String) {
    strategies = argument.split(separator: ",").compactMap { Strategy(rawValue: String($0)) }
    let isWhole = strategies.count == argument.split(separator: ",", omittingEmptySubsequences: false).count
    guard isWhole, Set(strategies).count == strategies.count else { return nil }
  }
}
