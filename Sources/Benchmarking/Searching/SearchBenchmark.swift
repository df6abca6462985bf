import Corpus
import Evaluating
package import Retrieval
import Segments

/// How fast an index answers in this process: one asker's latencies, and what many get done together.
package struct SearchBenchmark: Sendable {
  package var searcher: Searcher
  package var queries: [String]
  package var strategies: [Strategy]
  package var maxResults = 10
  /// Askers at a time when throughput is measured.
  package var askers = 2
  package var stopwatch: Stopwatch
  package var seed: UInt64 = 42
  /// Queries that recall is measured with.
  private static let compared = 100

  package init(searcher: Searcher, queries: [String], strategies: [Strategy], stopwatch: Stopwatch) {
    self.searcher = searcher
    self.queries = queries
    self.strategies = strategies
    self.stopwatch = stopwatch
  }

  /// Each strategy's every run asks every query once, in an order of its own that the seed settles.
  package func run() async throws -> BenchmarkReport {
    var report = BenchmarkReport(benchmark: "search")
    var curves: [Series] = []
    var rows: [[String]] = []
    for strategy in strategies {
      let name = strategy.rawValue
      var random = SeededRandom(seed: seed)
      for _ in 0..<stopwatch.warmups { _ = try await latencies(strategy, queries.shuffled(using: &random)) }
      var runs: [LatencyProfile] = []
      var rates: [Double] = []
      for _ in 0..<stopwatch.repetitions {
        let order = queries.shuffled(using: &random)
        runs.append(try await latencies(strategy, order))
        let seconds = try await Stopwatch.once { try await askTogether(strategy, order) }
        rates.append(Double(order.count) / seconds)
      }
      report.add("\(name) mean", runs.map(\.mean), "ms")
      for percent in [50.0, 95, 99] {
        report.add("\(name) p\(Int(percent))", runs.map { $0.percentile(percent) }, "ms")
      }
      report.add("\(name) slowest", runs.map(\.highest), "ms")
      report.add("\(name) throughput", rates, "queries/s")
      var all = LatencyProfile()
      for run in runs { all.add(run) }
      curves.append(Series(name, all.curve))
      rows.append(
        [name]
          + [all.mean, all.percentile(50), all.percentile(95), all.percentile(99), all.highest, rates.median].map(
            Figure.text))
    }
    if strategies.contains(.semantic) {
      report.add(scores: try await recalls(), "semantic recall@\(maxResults) against exact")
    }
    report.sections = [
      ReportSection(
        "Latency and throughput",
        sentences: [
          "\(queries.count) queries, \(stopwatch.repetitions == 1 ? "once" : "\(stopwatch.repetitions) times") each, \(maxResults) hits. Latencies are one asker's; throughput is that of \(askers)."
        ],
        table: ReportTable(
          ["strategy", "mean, ms", "p50", "p95", "p99", "slowest", "queries/s"].map { .number($0) }, rows),
        plots: [PercentilePlot("Latency by percentile", curves)])
    ]
    return report
  }

  /// How much of what comparing all vectors finds the index finds, for each of some queries.
  private func recalls() async throws -> [Double] {
    var shares: [Double] = []
    for query in queries.prefix(Self.compared) {
      let vector = try await searcher.vector(of: SearchRequest(query))
      let found = try searcher.snapshot.semantic(vector, limit: maxResults).map(\.chunk)
      shares.append(try NeighbourRecall.share(of: found, near: vector, in: searcher.snapshot, k: maxResults))
    }
    return shares
  }

  private func latencies(_ strategy: Strategy, _ order: [String]) async throws -> LatencyProfile {
    let clock = ContinuousClock()
    var profile = LatencyProfile()
    for query in order {
      try Task.checkCancellation()
      let started = clock.now
      _ = try await ask(query, strategy)
      profile.record(clock.now - started)
    }
    return profile
  }

  private func askTogether(_ strategy: Strategy, _ order: [String]) async throws {
    let next = Ticket()
    try await withThrowingTaskGroup { group in
      for _ in 0..<askers {
        group.addTask {
          while case let number = next.take(), number < order.count { _ = try await ask(order[number], strategy) }
        }
      }
      try await group.waitForAll()
    }
  }

  private func ask(_ query: String, _ strategy: Strategy) async throws -> SearchResult {
    try await searcher.search(SearchRequest(query, strategy: strategy, maxResults: maxResults))
  }
}
