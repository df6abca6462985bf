import Corpus
import Foundation
import Indexing
package import Running

/// How fast a pipeline goes from nothing to searchable, what a run with nothing to do costs, and the most memory it takes.
package struct IngestBenchmark: Sendable {
  /// Makes a workbench over a fresh or existing store in a folder.
  package var makeBench: @Sendable (_ folder: String) async throws -> Workbench
  package var options: RunOptions

  package init(options: RunOptions, makeBench: @escaping @Sendable (_ folder: String) async throws -> Workbench) {
    self.options = options
    self.makeBench = makeBench
  }

  package func run() async throws -> BenchmarkReport {
    var report = BenchmarkReport(benchmark: "ingest")
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("quern-ingest-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var first = RunRecord(id: 0, startedAt: 0)
    let (seconds, peak) = try await ProcessTree.peak {
      try await Stopwatch.once { first = try await once(folder) }
    }
    var idle: [Double] = []
    for _ in 0..<5 { idle.append(try await Stopwatch.once { _ = try await once(folder) }) }
    let documents = Double(first.stages[.index]?.done ?? 0)
    report.add("documents", [documents / seconds * 60], "documents/min")
    report.add("documents indexed", [documents], "documents")
    report.add("chunks", [Double(first.stages[.embed]?.total ?? 0) / seconds], "chunks/s")
    report.add("tokens", [Double(first.tokens) / seconds], "tokens/s")
    report.add("first run", [seconds], "s")
    report.add("peak memory of the process tree", [Double(peak) / 1e6], "MB")
    report.add("run with nothing to do", idle, "s")
    return report
  }

  private func once(_ folder: String) async throws -> RunRecord {
    try await Runner(
      bench: try await makeBench(folder), options: options, stop: StopSignal(), progress: RunProgress()
    ).run()
  }
}
