import ArgumentParser
import Benchmarking
import Corpus
import Foundation
import Logging
import Pipelines

struct BenchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Measure speed and quality here; reports as JSON, Markdown and one HTML page.",
    discussion: """
      quern bench all FILE --report DIR answers most questions at once. Every command prints its report as Markdown; with
      --report it also writes DIR/NAME.json, .md and .html. docs/benchmarks.md shows reports of real runs.
      """,
    groupedSubcommands: [
      CommandGroup(
        name: "Searches and answers",
        subcommands: [All.self, Quality.self, Strategies.self, Search.self, Vectors.self, Words.self, Load.self]),
      CommandGroup(
        name: "Indexing", subcommands: [Ingest.self, Extract.self, Chunk.self, Embed.self, Postgres.self]),
      CommandGroup(name: "Reports", subcommands: [Compare.self]),
    ])

  /// What every benchmark takes.
  struct Options: ParsableArguments {
    @Option(help: "Counted runs.")
    var repetitions = 3

    @Option(help: "A folder for the report as JSON, Markdown and HTML.")
    var report: String?

    func validate() throws {
      if repetitions < 1 { throw ValidationError("--repetitions takes a number from 1") }
    }

    var stopwatch: Stopwatch { Stopwatch(repetitions: repetitions) }

    func publish(_ found: BenchmarkReport) throws {
      print(found.markdown)
      if let report { try ReportFolder(path: report).write(found) }
    }
  }

  /// What a benchmark takes that can be run in turn with somebody else's program.
  struct PeerOptions: ParsableArguments {
    @Option(help: "A command that does the same work, run in turn with ours; {} stands for a file.")
    var peer: String?

    var opponent: Peer? { peer.map { Peer($0) } }
  }

  /// The pipeline whose model, chunking or sources are measured.
  static func plan(_ file: String) throws -> Plan {
    try PipelineReader.plan(file: file, environment: ProcessInfo.processInfo.environment)
  }

  static var quietLog: Logger {
    var log = Logger(label: "bench")
    log.logLevel = .error
    return log
  }
}
