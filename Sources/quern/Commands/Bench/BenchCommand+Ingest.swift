import ArgumentParser
import Benchmarking
import Foundation
import Pipelines
import Running
import SQLiteStore

extension BenchCommand {
  struct Ingest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Time a whole pipeline: from nothing to searchable, after a change of 1 %, with nothing to do.",
      discussion: "It works on copies of the store and the sources, in a folder that is thrown away.")

    @Argument(help: "The pipeline file.")
    var file: String

    @Option(help: "A folder for the report as JSON, Markdown and HTML.")
    var report: String?

    func run() async throws {
      if let report { try ReportFolder(path: report).prepare() }
      let found = try await BenchCommand.ingest(file).run()
      print(found.markdown)
      if let report { try ReportFolder(path: report).write(found) }
    }
  }

  static func ingest(_ file: String) throws -> IngestBenchmark {
    var settings = RunOptions()
    settings.extractors = ProcessInfo.processInfo.activeProcessorCount
    return IngestBenchmark(plan: try plan(file), options: settings) { plan, folder in
      let store = try SQLiteStore(folder: folder + "/store", pipeline: plan.name)
      return try await Composition(plan: plan, log: quietLog).workbench(store: store)
    }
  }
}
