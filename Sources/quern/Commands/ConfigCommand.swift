import ArgumentParser
import Pipelines

struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Print the pipeline with every default filled in; secrets stay hidden.")

  @OptionGroup var pipeline: PipelineArguments

  @Flag(help: "Fill in defaults and resolve references (the only form there is).")
  var resolved = false

  func run() throws {
    print(try pipeline.plan().resolved, terminator: "")
  }
}
