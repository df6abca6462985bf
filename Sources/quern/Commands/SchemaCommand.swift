import ArgumentParser
import Pipelines

struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the JSON Schema of pipeline files, for editors and CI.")

  func run() throws {
    print(Schema.json(), terminator: "")
  }
}
