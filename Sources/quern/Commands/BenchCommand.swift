import ArgumentParser
import Benchmarking
import Corpus
import Extracting
import Foundation
import Logging
import Pipelines
import Running
import SQLiteStore
import Sourcing

struct BenchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Measure this machine, beside a peer if one is given.",
    subcommands: [Embed.self, Extract.self, Chunk.self, Ingest.self, Postgres.self])

  /// What every benchmark takes.
  struct Options: ParsableArguments {
    @Option(help: "Counted runs.")
    var repetitions = 3

    @Option(help: "A command that does the same work, run in turn with ours; {} stands for a file.")
    var peer: String?

    @Option(help: "A folder for the report as JSON and Markdown.")
    var report: String?

    func validate() throws {
      if repetitions < 1 { throw ValidationError("--repetitions takes a number from 1") }
    }

    var stopwatch: Stopwatch { Stopwatch(repetitions: repetitions) }
    var opponent: Peer? { peer.map { Peer($0) } }

    func publish(_ found: BenchmarkReport) throws {
      print(found.markdown)
      guard let report else { return }
      let folder = URL(fileURLWithPath: report)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let json = try JSONText.pretty(found)
      try Data((json + "\n").utf8).write(to: folder.appendingPathComponent("\(found.benchmark).json"))
      try Data(found.markdown.utf8).write(to: folder.appendingPathComponent("\(found.benchmark).md"))
    }
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

  struct Embed: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Tokens a second of a pipeline's model.")

    @Argument(help: "The pipeline whose model is measured.")
    var file: String

    @Option(help: "A JSONL file with a text per line.")
    var chunks: String

    @Option(help: "How many of the texts.")
    var count = 320

    @Option(help: "Threads of the encoder; all cores unless given.")
    var threads: Int?

    @OptionGroup var options: Options

    func run() async throws {
      let texts = try TextLines(path: chunks).texts.prefix(count)
      let model = try await Composition(plan: try BenchCommand.plan(file), log: BenchCommand.quietLog, threads: threads)
        .model()
      let benchmark = EmbedBenchmark(
        embedder: model.embedder, texts: Array(texts), stopwatch: options.stopwatch, peer: options.opponent)
      try options.publish(try await benchmark.run())
    }
  }

  struct Extract: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Megabytes and pages a second of one extraction child.")

    @Argument(help: "A folder or a file.")
    var path: String

    @Option(help: "Only files that match this glob.")
    var include: [String] = []

    @OptionGroup var options: Options

    func run() async throws {
      let source = try FileSource(path: path, include: include)
      let extractor = ExtractorProcess(executable: try ExtractorProcess.executable(), limits: Limits())
      let benchmark = ExtractBenchmark(
        source: source, extractor: extractor, stopwatch: options.stopwatch, peer: options.opponent)
      try options.publish(try await benchmark.run(root: path))
    }
  }

  struct Chunk: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Megabytes a second of cutting by tokens, on one thread.")

    @Argument(help: "The pipeline whose chunking is measured.")
    var file: String

    @Option(help: "A JSONL file with a text per line.")
    var chunks: String

    @OptionGroup var options: Options

    func run() async throws {
      let plan = try BenchCommand.plan(file)
      let composition = Composition(plan: plan, log: BenchCommand.quietLog, threads: 1)
      let chunker = try composition.chunker(for: try await composition.model())
      // Documents of some 40 kB, as manuals have them.
      let texts = try TextLines(path: chunks).texts
      let documents = stride(from: 0, to: texts.count, by: 50).map { start in
        Document(
          uri: "\(start)", mediaType: "text/plain",
          text: texts[start..<min(start + 50, texts.count)].joined(separator: "\n\n"))
      }
      let benchmark = ChunkBenchmark(chunker: chunker, documents: documents, stopwatch: options.stopwatch)
      try options.publish(try await benchmark.run())
    }
  }

  struct Ingest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "A whole pipeline from nothing to searchable, in a folder that is thrown away.")

    @Argument(help: "The pipeline file.")
    var file: String

    @OptionGroup var options: Options

    func run() async throws {
      let plan = try BenchCommand.plan(file)
      var settings = RunOptions()
      settings.extractors = ProcessInfo.processInfo.activeProcessorCount
      let benchmark = IngestBenchmark(options: settings) { folder in
        let store = try SQLiteStore(folder: folder, pipeline: plan.name)
        return try await Composition(plan: plan, log: BenchCommand.quietLog).workbench(store: store)
      }
      try options.publish(try await benchmark.run())
    }
  }
}
