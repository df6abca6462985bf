import ArgumentParser
import Pipelines

struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the JSON Schema of pipeline or server files, for editors and CI.")

  @Option(help: "What the files describe: pipeline or server.")
  var kind: Kind = .pipeline

  enum Kind: String, ExpressibleByArgument, CaseIterable { case pipeline, server }

  func run() throws {
    print(Schema.json(of: kind == .server ? .server : .pipeline), terminator: "")
  }
}
