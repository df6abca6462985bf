import ArgumentParser
import Corpus
import Foundation
import Indexing
import Pipelines
import Running

struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Index what is new, changed or gone. Safe to kill and run again.")

  @OptionGroup var pipeline: PipelineArguments
  @OptionGroup var output: OutputOptions
  @OptionGroup var run: RunArguments

  func run() async throws {
    try await run.execute(pipeline, output, reindexes: false)
  }
}

struct ReindexCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reindex", abstract: "Build a new generation from kept text, then swap it in.")

  @OptionGroup var pipeline: PipelineArguments
  @OptionGroup var output: OutputOptions
  @OptionGroup var run: RunArguments

  func run() async throws {
    try await run.execute(pipeline, output, reindexes: true)
  }
}

/// What `run` and `reindex` share.
struct RunArguments: ParsableArguments {
  @Option(help: "Only these stages, separated by commas: discover,extract,chunk,embed,index.")
  var stages: StageList?

  @Option(help: "Stop claiming files after this many documents.")
  var maxDocuments: Int?

  @Flag(help: "Read every file again instead of trusting its size and times.")
  var full = false

  @Flag(help: "Accept that a source lost more files than its maxShrink allows.")
  var allowShrink = false

  @Option(help: "Threads of the encoder, and children that extract; all cores unless given.")
  var threads: Int?

  func validate() throws {
    if let threads, threads < 1 { throw ValidationError("--threads takes a number from 1") }
    if let maxDocuments, maxDocuments < 1 { throw ValidationError("--max-documents takes a number from 1") }
  }

  func execute(_ pipeline: PipelineArguments, _ output: OutputOptions, reindexes: Bool) async throws {
    let plan = try pipeline.plan()
    let log = pipeline.log()
    let stop = StopSignal()
    let signals = TerminationSignals(stop)
    defer { withExtendedLifetime(signals) {} }

    let bench = try await Composition(plan: plan, log: log, threads: threads).workbench(
      store: try pipeline.openStore(plan))
    var options = RunOptions()
    options.maxDocuments = maxDocuments
    options.distrustsStamps = full
    options.allowsShrink = allowShrink
    options.reindexes = reindexes
    options.extractors = threads ?? ProcessInfo.processInfo.activeProcessorCount
    if let stages { options.stages = stages.stages }

    let progress = RunProgress()
    let display = ProgressDisplay(progress: progress, isJSON: pipeline.logFormat == .json)
    let record = try await display.during {
      try await Runner(bench: bench, options: options, stop: stop, progress: progress).run()
    }
    try output.print(record) { RunSummary(record: record, pipeline: plan.name, file: pipeline.file).text }
    try ExitStatus(record.outcome).exit()
  }
}

/// A comma-separated list of stages; discovery goes with extraction.
struct StageList: ExpressibleByArgument {
  var stages: Set<Stage>

  init?(argument: String) {
    var stages: Set<Stage> = []
    for name in argument.split(separator: ",") {
      guard let stage = Stage(rawValue: String(name)) else { return nil }
      stages.insert(stage)
    }
    if stages.contains(.extract) { stages.insert(.discover) }
    guard !stages.isEmpty else { return nil }
    self.stages = stages
  }
}
