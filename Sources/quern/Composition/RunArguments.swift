import ArgumentParser
import Corpus
import Foundation
import Glibc
import Indexing
import Logging
import Pipelines
import Running

/// What every command that does a run's work takes.
struct RunArguments: ParsableArguments {
  @Option(help: "Only these stages, separated by commas: discover,extract,chunk,embed,index.")
  var stages: StageList?

  @Option(help: "Join the run of this name, or open it; for many workers, such as the pods of one Job.")
  var runId: String?

  @Option(help: "Stop claiming files after this many documents.")
  var maxDocuments: Int?

  @Flag(help: "Read every file again instead of trusting its size and times.")
  var full = false

  @Flag(help: "Accept that a source lost more files than its maxShrink allows.")
  var allowShrink = false

  @Option(help: "Threads of the encoder, and children that extract; all cores unless given.")
  var threads: Int?

  @OptionGroup var watch: WatchOptions

  func validate() throws {
    if let threads, threads < 1 { throw ValidationError("--threads takes a number from 1") }
    if let maxDocuments, maxDocuments < 1 { throw ValidationError("--max-documents takes a number from 1") }
    if let runId, runId.isEmpty || runId.utf8.count > 200 {
      throw ValidationError("--run-id takes a name of at most 200 bytes")
    }
  }

  var options: RunOptions {
    var options = RunOptions()
    options.key = runId
    options.host = Self.host
    options.process = Int(getpid())
    options.maxDocuments = maxDocuments
    options.distrustsStamps = full
    options.allowsShrink = allowShrink
    options.extractors = threads ?? ProcessInfo.processInfo.activeProcessorCount
    if let stages { options.stages = stages.stages }
    return options
  }

  private static var host: String {
    var name = [CChar](repeating: 0, count: 256)
    gethostname(&name, name.count - 1)
    return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Does a run's work, shows how far it is, prints its books, and ends with its exit code.
  func execute(_ options: RunOptions, _ pipeline: PipelineArguments, _ output: OutputOptions) async throws {
    let plan = try pipeline.plan()
    // Reading the programs takes a moment that loading the model has to spare.
    let programs = Task.detached { ProgramDigests.read() }
    let stop = StopSignal()
    let signals = TerminationSignals(stop)
    defer { withExtendedLifetime(signals) {} }
    let progress = RunProgress()
    let display = ProgressDisplay(progress: progress, isJSON: pipeline.logFormat == .json)
    let telemetry = RunTelemetry(watch, pipeline: plan.name, log: pipeline.log())
    do {
      let record = try await telemetry.during(stop: stop, progress: progress) { watch in
        let store = try await pipeline.openStore(plan)
        let bench = try await Composition(plan: plan, log: pipeline.log(), threads: threads).workbench(store: store)
        let settled = options.by(version: Version.current, programs: await programs.value)
        let runner = Runner(bench: bench, options: settled, stop: stop, progress: progress)
        return try await display.during {
          if let watch {
            try await watch.during(store: store) { try await runner.run() }
          } else {
            try await runner.run()
          }
        }
      }
      try output.print(record) { RunSummary(record: record, pipeline: plan.name, file: pipeline.file).text }
      try ExitStatus(record.outcome).exit()
    } catch let failure as Failure where failure.code == "run.alreadyRunning" && runId != nil {
      // A scheduler starts runs by the clock: that the last one is still at work is nothing it could mend.
      pipeline.log().notice("\(failure)")
    }
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
