import ArgumentParser
import Foundation
import Pipelines

struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Check pipeline and server files; every problem with its line and column. No network.")

  @Argument(
    help: "Pipeline or server files; of a server's, its pipelines too.", completion: .file(extensions: ["yaml", "yml"]))
  var files: [String]

  func run() throws {
    var problems: [Problems] = []
    for file in files {
      do {
        try check(file, ProcessInfo.processInfo.environment)
        print("\(file): valid")
      } catch {
        FileHandle.standardError.write(Data("\(error)\n".utf8))
        problems.append(error)
      }
    }
    if !problems.isEmpty { try ExitStatus.badConfiguration.exit() }
  }

  private func check(_ file: String, _ environment: [String: String]) throws(Problems) {
    guard try ServerReader.kind(of: file) == .server else {
      _ = try PipelineReader.plan(file: file, environment: environment)
      return
    }
    for pipeline in try ServerReader.plan(file: file, environment: environment).pipelines {
      _ = try PipelineReader.plan(file: pipeline, environment: environment)
    }
  }
}
