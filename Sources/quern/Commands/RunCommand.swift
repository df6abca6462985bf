import ArgumentParser
import Running

struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Index what is new, changed or gone. Safe to kill and run again.")

  @OptionGroup var pipeline: PipelineArguments
  @OptionGroup var output: OutputOptions
  @OptionGroup var run: RunArguments

  func run() async throws {
    try await run.execute(run.options, pipeline, output)
  }
}

struct ReindexCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reindex", abstract: "Build a new generation from kept text, then swap it in.")

  @OptionGroup var pipeline: PipelineArguments
  @OptionGroup var output: OutputOptions
  @OptionGroup var run: RunArguments

  func run() async throws {
    var options = run.options
    options.reindexes = true
    try await run.execute(options, pipeline, output)
  }
}
