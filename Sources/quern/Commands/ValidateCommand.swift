import ArgumentParser
import Foundation
import Pipelines

struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate", abstract: "Check pipeline files; every problem with its line and column. No network.")

  @Argument(help: "Pipeline files.", completion: .file(extensions: ["yaml", "yml"]))
  var files: [String]

  func run() throws {
    var problems: [Problems] = []
    for file in files {
      do {
        _ = try PipelineReader.plan(file: file, environment: ProcessInfo.processInfo.environment)
        print("\(file): valid")
      } catch {
        FileHandle.standardError.write(Data("\(error)\n".utf8))
        problems.append(error)
      }
    }
    if !problems.isEmpty { try ExitStatus.badConfiguration.exit() }
  }
}
